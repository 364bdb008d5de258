#include "regions/tables/index_definition.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "regions/tables/key_schema.h"
#include "regions/tables/limits.h"
#include "regions/tables/table_settings.h"

namespace meridian {
namespace {

using Names = AttributeNameList;

// Up to four HASH, then up to four RANGE.
Status CheckGlobalIndexKey(const std::vector<KeySchemaElement>& keys, const Names& defined) {
  if (keys.size() <= kTableKeyAttributesMax &&
      std::count_if(keys.begin(), keys.end(), [](const auto& k) { return *k.key_type == "HASH"; }) <
          2) {
    return CheckSimpleKey(keys, defined);
  }
  size_t hash = 0;
  size_t range = 0;
  std::set<std::string> seen;
  for (const KeySchemaElement& key : keys) {
    if (!ContainsName(defined, *key.attribute_name)) {
      return InvalidParameter(
          "Some index key attributes are not defined in AttributeDefinitions. Keys: " +
          JoinedNames(NamesOf(keys)) + ", AttributeDefinitions: " + JoinedNames(defined));
    }
    if (!seen.insert(*key.attribute_name).second) {
      return ValidationError("The KeySchema contains multiple key attributes with the same name");
    }
    if (*key.key_type == "RANGE") {
      ++range;
      continue;
    }
    if (range > 0) {
      return InvalidParameter(
          "All HASH key attributes must precede RANGE key attributes in the KeySchema");
    }
    ++hash;
  }
  if (hash == 0) {
    return ValidationError("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  }
  for (const auto& [count, type] : {std::pair{hash, "HASH"}, std::pair{range, "RANGE"}}) {
    if (count <= kGlobalIndexKeyAttributesMax / 2) continue;
    return InvalidParameter("The KeySchema exceeds the maximum allowed number of " +
                            std::string(type) + " key attributes");
  }
  return OkStatus();
}

Status CheckProjection(const ProjectionDefinition& projection) {
  if (!projection.projection_type) return InvalidParameter("Unknown ProjectionType: null");
  const std::string& type = *projection.projection_type;
  const bool has_names = projection.non_key_attributes.has_value();
  if (type == "INCLUDE" && !has_names) {
    return InvalidParameter("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
  }
  if (type != "INCLUDE" && has_names) {
    return InvalidParameter("ProjectionType is " + type + ", but NonKeyAttributes is specified");
  }
  std::set<std::string> seen;
  for (const std::string& name : projection.non_key_attributes.value_or(Names{})) {
    if (!seen.insert(name).second) {
      return InvalidParameter("Duplicate element in NonKeyAttributes: " + name);
    }
  }
  return OkStatus();
}

Status CheckLocalIndex(const IndexDefinition& index, const std::string& table_hash,
                       const Names& defined) {
  const auto& keys = *index.key_schema;
  TRY(CheckSimpleKey(keys, defined));
  if (keys.size() != 2) {
    return InvalidParameter("Index KeySchema does not have a range key for index: " +
                            *index.index_name);
  }
  if (*keys[0].attribute_name != table_hash) {
    return InvalidParameter(
        "Index KeySchema does not have the same leading hash key as table KeySchema for index: " +
        *index.index_name + ". index hash key: " + *keys[0].attribute_name +
        ", table hash key: " + table_hash);
  }
  return CheckProjection(*index.projection);
}

Status CheckThroughput(const IndexDefinition& index, bool pay_per_request) {
  if (pay_per_request && index.provisioned_throughput) {
    return InvalidParameter("ProvisionedThroughput should not be specified for index: " +
                            *index.index_name + " when BillingMode is PAY_PER_REQUEST");
  }
  if (!pay_per_request && !index.provisioned_throughput) {
    return InvalidParameter("ProvisionedThroughput is not specified for index: " +
                            *index.index_name);
  }
  return OkStatus();
}

size_t IncludedCount(const std::optional<std::vector<IndexDefinition>>& indexes) {
  size_t count = 0;
  for (const IndexDefinition& index : indexes.value_or(std::vector<IndexDefinition>{})) {
    count += index.projection->non_key_attributes.value_or(Names{}).size();
  }
  return count;
}

Status CheckCounts(const CreateTableRequest& request) {
  if (request.local_secondary_indexes &&
      request.local_secondary_indexes->size() > kLocalIndexesMax) {
    return InvalidParameter("Number of LocalSecondaryIndexes exceeds per-table limit of " +
                            std::to_string(kLocalIndexesMax));
  }
  if (request.global_secondary_indexes &&
      request.global_secondary_indexes->size() > kGlobalIndexesMax) {
    return InvalidParameter("GlobalSecondaryIndex count exceeds the per-table limit of " +
                            std::to_string(kGlobalIndexesMax));
  }
  if (IncludedCount(request.local_secondary_indexes) +
          IncludedCount(request.global_secondary_indexes) >
      kProjectedAttributesMax) {
    return TooManyProjected();
  }
  return OkStatus();
}

void CheckIncluded(const std::string& member, const Names& names, Constraints& constraints) {
  if (names.empty()) {
    constraints.Violated(member, "[]", "Member must have length greater than or equal to 1");
  } else if (names.size() > kIncludedAttributesMax) {
    constraints.Violated(
        member, JoinedNames(names),
        "Member must have length less than or equal to " + std::to_string(kIncludedAttributesMax));
  }
  for (const std::string& name : names) {
    if (name.empty() || name.size() > kKeyAttributeNameBytesMax) {
      constraints.Violated(member, JoinedNames(names),
                           "Member must satisfy constraint: [Member must have length less than or "
                           "equal to " +
                               std::to_string(kKeyAttributeNameBytesMax) +
                               ", Member must have length greater than or equal to 1]");
      return;
    }
  }
}

// Every definition is the key of something.
Status CheckDefinitionsUsed(const CreateTableRequest& request, const Names& defined) {
  Names used = NamesOf(*request.key_schema);
  for (const auto* list : {&request.local_secondary_indexes, &request.global_secondary_indexes}) {
    for (const IndexDefinition& index : list->value_or(std::vector<IndexDefinition>{})) {
      for (const std::string& name : NamesOf(*index.key_schema)) {
        if (!ContainsName(used, name)) used.push_back(name);
      }
    }
  }
  for (const std::string& name : defined) {
    if (ContainsName(used, name)) continue;
    return InvalidParameter("Some AttributeDefinitions are not used. AttributeDefinitions: " +
                            JoinedNames(defined) + ", keys used: " + JoinedNames(used));
  }
  return OkStatus();
}

}  // namespace

Status CheckGlobalIndex(const IndexDefinition& index, const Names& defined) {
  TRY(CheckGlobalIndexKey(*index.key_schema, defined));
  return CheckProjection(*index.projection);
}

Error TooManyProjected() {
  return InvalidParameter("Number of projected non-key attributes exceeds per-table limit of " +
                          std::to_string(kProjectedAttributesMax));
}

void CheckIndexMembers(const std::string& list, const std::vector<IndexDefinition>& indexes,
                       Constraints& constraints) {
  for (size_t i = 0; i < indexes.size(); ++i) {
    const IndexDefinition& index = indexes[i];
    const std::string name = MemberPath(list, i, "indexName");
    if (constraints.NotNull(name, index.index_name.has_value())) {
      constraints.Length(name, *index.index_name, kTableNameBytesMin, kTableNameBytesMax);
      constraints.NamePattern(name, *index.index_name);
    }
    const std::string keys = MemberPath(list, i, "keySchema");
    if (constraints.NotNull(keys, index.key_schema.has_value())) {
      CheckKeyElements(keys, *index.key_schema, kGlobalIndexKeyAttributesMax, constraints);
    }
    const std::string projection = MemberPath(list, i, "projection");
    if (constraints.NotNull(projection, index.projection.has_value())) {
      if (index.projection->projection_type) {
        constraints.OneOf(projection + ".projectionType", *index.projection->projection_type,
                          {"ALL", "INCLUDE", "KEYS_ONLY"});
      }
      if (index.projection->non_key_attributes) {
        CheckIncluded(projection + ".nonKeyAttributes", *index.projection->non_key_attributes,
                      constraints);
      }
    }
    if (index.provisioned_throughput) {
      CheckThroughputMembers(MemberPath(list, i, "provisionedThroughput"),
                             *index.provisioned_throughput, constraints);
    }
  }
}

Status CheckIndexes(const CreateTableRequest& request, bool pay_per_request) {
  const Names defined = NamesOf(*request.attribute_definitions);
  const std::string& table_hash = *request.key_schema->front().attribute_name;
  std::set<std::string> names;
  if (request.local_secondary_indexes) {
    if (request.local_secondary_indexes->empty()) {
      return InvalidParameter("List of LocalSecondaryIndexes is empty");
    }
    if (request.key_schema->size() != 2) {
      return InvalidParameter(
          "Table KeySchema does not have a range key, which is required when specifying a "
          "LocalSecondaryIndex");
    }
    for (const IndexDefinition& index : *request.local_secondary_indexes) {
      TRY(CheckLocalIndex(index, table_hash, defined));
      if (!names.insert(*index.index_name).second) {
        return InvalidParameter("Duplicate index name: " + *index.index_name);
      }
    }
  }
  if (request.global_secondary_indexes) {
    if (request.global_secondary_indexes->empty()) {
      return InvalidParameter("List of GlobalSecondaryIndexes is empty");
    }
    for (const IndexDefinition& index : *request.global_secondary_indexes) {
      TRY(CheckGlobalIndex(index, defined));
      TRY(CheckThroughput(index, pay_per_request));
      if (!names.insert(*index.index_name).second) {
        return InvalidParameter("Duplicate index name: " + *index.index_name);
      }
    }
  }
  TRY(CheckCounts(request));
  return CheckDefinitionsUsed(request, defined);
}

}  // namespace meridian

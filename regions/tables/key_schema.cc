#include "regions/tables/key_schema.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "regions/tables/limits.h"
#include "regions/tables/table_settings.h"
#include "storage/base/check.h"

namespace meridian {
namespace {

using Names = std::vector<std::string>;

std::string Joined(const Names& names) {
  std::string text = "[";
  for (const std::string& name : names) {
    if (text.size() > 1) text += ", ";
    text += name;
  }
  return text + "]";
}

bool Contains(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Names NamesOf(const std::vector<KeySchemaElement>& keys) {
  Names names;
  for (const KeySchemaElement& key : keys) names.push_back(*key.attribute_name);
  return names;
}

Names NamesOf(const std::vector<AttributeDefinition>& definitions) {
  Names names;
  for (const AttributeDefinition& one : definitions) names.push_back(*one.attribute_name);
  return names;
}

void CheckKeyElements(const std::string& list, const std::vector<KeySchemaElement>& keys,
                      size_t count_max, Constraints& constraints) {
  if (keys.empty()) {
    constraints.Violated(list, "[]", "Member must have length greater than or equal to 1");
  } else if (keys.size() > count_max) {
    constraints.Violated(
        list, "[…]", "Member must have length less than or equal to " + std::to_string(count_max));
  }
  for (size_t i = 0; i < keys.size(); ++i) {
    const std::string name = MemberPath(list, i, "attributeName");
    if (constraints.NotNull(name, keys[i].attribute_name.has_value())) {
      constraints.Length(name, *keys[i].attribute_name, 1, kKeyAttributeNameBytesMax);
    }
    const std::string type = MemberPath(list, i, "keyType");
    if (constraints.NotNull(type, keys[i].key_type.has_value())) {
      constraints.OneOf(type, *keys[i].key_type, {"HASH", "RANGE"});
    }
  }
}

// One HASH, then at most one RANGE, of different names, all defined.
Status CheckSimpleKey(const std::vector<KeySchemaElement>& keys, const Names& defined) {
  const Names names = NamesOf(keys);
  for (const std::string& name : names) {
    if (!Contains(defined, name)) {
      return InvalidParameter(
          "Some index key attributes are not defined in AttributeDefinitions. Keys: " +
          Joined(names) + ", AttributeDefinitions: " + Joined(defined));
    }
  }
  if (keys.size() == 2 && names[0] == names[1]) {
    return ValidationError(
        "Both the Hash Key and the Range Key element in the KeySchema have the same name");
  }
  if (*keys[0].key_type != "HASH") {
    return ValidationError("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  }
  if (keys.size() == 2 && *keys[1].key_type != "RANGE") {
    return ValidationError(
        "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
  }
  return OkStatus();
}

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
    if (!Contains(defined, *key.attribute_name)) {
      return InvalidParameter(
          "Some index key attributes are not defined in AttributeDefinitions. Keys: " +
          Joined(NamesOf(keys)) + ", AttributeDefinitions: " + Joined(defined));
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

Status CheckProjection(const IndexProjection& projection) {
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

Status CheckGlobalIndex(const IndexDefinition& index, const Names& defined, bool pay_per_request) {
  TRY(CheckGlobalIndexKey(*index.key_schema, defined));
  TRY(CheckProjection(*index.projection));
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
  return OkStatus();
}

// Every definition is the key of something.
Status CheckDefinitionsUsed(const CreateTableRequest& request, const Names& defined) {
  Names used = NamesOf(*request.key_schema);
  for (const auto* list : {&request.local_secondary_indexes, &request.global_secondary_indexes}) {
    for (const IndexDefinition& index : list->value_or(std::vector<IndexDefinition>{})) {
      for (const std::string& name : NamesOf(*index.key_schema)) {
        if (!Contains(used, name)) used.push_back(name);
      }
    }
  }
  for (const std::string& name : defined) {
    if (Contains(used, name)) continue;
    return InvalidParameter("Some AttributeDefinitions are not used. AttributeDefinitions: " +
                            Joined(defined) + ", keys used: " + Joined(used));
  }
  return OkStatus();
}

AttributeType TypeOf(const std::string& name, const std::vector<AttributeDefinition>& definitions) {
  for (const AttributeDefinition& one : definitions) {
    if (*one.attribute_name != name) continue;
    if (*one.attribute_type == "N") return AttributeType::kNumber;
    if (*one.attribute_type == "B") return AttributeType::kBinary;
    return AttributeType::kString;
  }
  CHECK(false);
}

}  // namespace

void CheckKeyMembers(const CreateTableRequest& request, Constraints& constraints) {
  if (constraints.NotNull("attributeDefinitions", request.attribute_definitions.has_value())) {
    for (size_t i = 0; i < request.attribute_definitions->size(); ++i) {
      const AttributeDefinition& one = (*request.attribute_definitions)[i];
      const std::string name = MemberPath("attributeDefinitions", i, "attributeName");
      if (constraints.NotNull(name, one.attribute_name.has_value())) {
        constraints.Length(name, *one.attribute_name, 1, kKeyAttributeNameBytesMax);
      }
      const std::string type = MemberPath("attributeDefinitions", i, "attributeType");
      if (constraints.NotNull(type, one.attribute_type.has_value())) {
        constraints.OneOf(type, *one.attribute_type, {"B", "N", "S"});
      }
    }
  }
  if (constraints.NotNull("keySchema", request.key_schema.has_value())) {
    CheckKeyElements("keySchema", *request.key_schema, kTableKeyAttributesMax, constraints);
  }
  if (request.local_secondary_indexes) {
    CheckIndexMembers("localSecondaryIndexes", *request.local_secondary_indexes, constraints);
  }
  if (request.global_secondary_indexes) {
    CheckIndexMembers("globalSecondaryIndexes", *request.global_secondary_indexes, constraints);
  }
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
      if (index.projection->non_key_attributes && index.projection->non_key_attributes->empty()) {
        constraints.Violated(projection + ".nonKeyAttributes", "[]",
                             "Member must have length greater than or equal to 1");
      }
    }
    if (index.provisioned_throughput) {
      CheckThroughputMembers(MemberPath(list, i, "provisionedThroughput"),
                             *index.provisioned_throughput, constraints);
    }
  }
}

Result<TableSchema> SchemaOf(const CreateTableRequest& request) {
  const auto& definitions = *request.attribute_definitions;
  const auto& keys = *request.key_schema;
  const Names defined = NamesOf(definitions);
  std::set<std::string> seen;
  for (const std::string& name : defined) {
    if (!seen.insert(name).second) {
      return ValidationError("Attribute Name is duplicated: " + name);
    }
  }
  if (keys.size() > definitions.size()) {
    return ValidationError("Invalid KeySchema: Some index key attribute have no definition");
  }
  TRY(CheckSimpleKey(keys, defined));
  const bool has_indexes = request.local_secondary_indexes || request.global_secondary_indexes;
  if (!has_indexes && keys.size() != definitions.size()) {
    return InvalidParameter(
        "Number of attributes in KeySchema does not exactly match number of attributes defined in "
        "AttributeDefinitions");
  }
  TableSchema schema;
  schema.hash = {*keys[0].attribute_name, TypeOf(*keys[0].attribute_name, definitions)};
  if (keys.size() == 2) {
    schema.range = {*keys[1].attribute_name, TypeOf(*keys[1].attribute_name, definitions)};
  }
  return schema;
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
      TRY(CheckGlobalIndex(index, defined, pay_per_request));
      if (!names.insert(*index.index_name).second) {
        return InvalidParameter("Duplicate index name: " + *index.index_name);
      }
    }
  }
  TRY(CheckCounts(request));
  return CheckDefinitionsUsed(request, defined);
}

}  // namespace meridian

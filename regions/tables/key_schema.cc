#include "regions/tables/key_schema.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "regions/tables/index_definition.h"
#include "regions/tables/limits.h"
#include "storage/base/check.h"

namespace meridian {

AttributeType DefinedType(const std::string& name,
                          const std::vector<AttributeDefinition>& definitions) {
  for (const AttributeDefinition& one : definitions) {
    if (*one.attribute_name != name) continue;
    if (*one.attribute_type == "N") return AttributeType::kNumber;
    if (*one.attribute_type == "B") return AttributeType::kBinary;
    return AttributeType::kString;
  }
  CHECK(false);
}

std::string JoinedNames(const AttributeNameList& names) {
  std::string text = "[";
  for (const std::string& name : names) {
    if (text.size() > 1) text += ", ";
    text += name;
  }
  return text + "]";
}

bool ContainsName(const AttributeNameList& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

AttributeNameList NamesOf(const std::vector<KeySchemaElement>& keys) {
  AttributeNameList names;
  for (const KeySchemaElement& key : keys) names.push_back(*key.attribute_name);
  return names;
}

AttributeNameList NamesOf(const std::vector<AttributeDefinition>& definitions) {
  AttributeNameList names;
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

Status CheckSimpleKey(const std::vector<KeySchemaElement>& keys, const AttributeNameList& defined) {
  const AttributeNameList names = NamesOf(keys);
  for (const std::string& name : names) {
    if (!ContainsName(defined, name)) {
      return InvalidParameter(
          "Some index key attributes are not defined in AttributeDefinitions. Keys: " +
          JoinedNames(names) + ", AttributeDefinitions: " + JoinedNames(defined));
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

void CheckDefinitionMembers(const std::vector<AttributeDefinition>& definitions,
                            Constraints& constraints) {
  for (size_t i = 0; i < definitions.size(); ++i) {
    const std::string name = MemberPath("attributeDefinitions", i, "attributeName");
    if (constraints.NotNull(name, definitions[i].attribute_name.has_value())) {
      constraints.Length(name, *definitions[i].attribute_name, 1, kKeyAttributeNameBytesMax);
    }
    const std::string type = MemberPath("attributeDefinitions", i, "attributeType");
    if (constraints.NotNull(type, definitions[i].attribute_type.has_value())) {
      constraints.OneOf(type, *definitions[i].attribute_type, {"B", "N", "S"});
    }
  }
}

void CheckKeyMembers(const CreateTableRequest& request, Constraints& constraints) {
  if (constraints.NotNull("attributeDefinitions", request.attribute_definitions.has_value())) {
    CheckDefinitionMembers(*request.attribute_definitions, constraints);
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

Status CheckDefinedOnce(const AttributeNameList& defined) {
  std::set<std::string> seen;
  for (const std::string& name : defined) {
    if (!seen.insert(name).second) {
      return ValidationError("Attribute Name is duplicated: " + name);
    }
  }
  return OkStatus();
}

Result<TableSchema> SchemaOf(const CreateTableRequest& request) {
  const auto& definitions = *request.attribute_definitions;
  const auto& keys = *request.key_schema;
  const AttributeNameList defined = NamesOf(definitions);
  TRY(CheckDefinedOnce(defined));
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
  schema.hash = {*keys[0].attribute_name, DefinedType(*keys[0].attribute_name, definitions)};
  if (keys.size() == 2) {
    schema.range = {*keys[1].attribute_name, DefinedType(*keys[1].attribute_name, definitions)};
  }
  return schema;
}

}  // namespace meridian

#include "regions/tables/index_settings.h"

#include <algorithm>
#include <string>

#include "regions/tables/key_schema.h"
#include "storage/base/check.h"

namespace meridian {
namespace {

ProjectionType ProjectionTypeOf(const ProjectionDefinition& projection) {
  for (const ProjectionType type :
       {ProjectionType::kKeysOnly, ProjectionType::kInclude, ProjectionType::kAll}) {
    if (ProjectionTypeName(type) == *projection.projection_type) return type;
  }
  CHECK(false);
}

void AddDistinct(const KeyAttribute& attribute, std::vector<KeyAttribute>* attributes) {
  if (std::ranges::find(*attributes, attribute.name, &KeyAttribute::name) == attributes->end()) {
    attributes->push_back(attribute);
  }
}

}  // namespace

IndexSettings SettingsOf(const IndexDefinition& index, IndexKind kind,
                         const std::vector<AttributeDefinition>& definitions) {
  IndexSettings settings;
  settings.name = *index.index_name;
  settings.schema.kind = kind;
  for (const KeySchemaElement& key : *index.key_schema) {
    const std::string& name = *key.attribute_name;
    auto& parts = *key.key_type == "HASH" ? settings.schema.hash : settings.schema.range;
    parts.push_back({name, DefinedType(name, definitions)});
  }
  settings.schema.projection.type = ProjectionTypeOf(*index.projection);
  if (index.projection->non_key_attributes) {
    settings.schema.projection.names = *index.projection->non_key_attributes;
  }
  if (index.provisioned_throughput) {
    settings.read_capacity_units = *index.provisioned_throughput->read_capacity_units;
    settings.write_capacity_units = *index.provisioned_throughput->write_capacity_units;
  }
  return settings;
}

std::vector<KeyAttribute> DefinedAttributes(const Table& table) {
  std::vector<KeyAttribute> attributes{table.schema.hash};
  if (table.schema.range) attributes.push_back(*table.schema.range);
  for (const auto& [name, index] : table.indexes) {
    for (const KeyAttribute& attribute : index.schema().hash) AddDistinct(attribute, &attributes);
    for (const KeyAttribute& attribute : index.schema().range) AddDistinct(attribute, &attributes);
  }
  return attributes;
}

std::string_view ProjectionTypeName(ProjectionType type) {
  switch (type) {
    case ProjectionType::kKeysOnly: return "KEYS_ONLY";
    case ProjectionType::kInclude: return "INCLUDE";
    case ProjectionType::kAll: return "ALL";
  }
  CHECK(false);
}

}  // namespace meridian

// Index settings: from what a request defines to what the catalog keeps, and back.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, LocalSecondaryIndex, GlobalSecondaryIndex.
#pragma once

#include <string_view>
#include <vector>

#include "regions/tables/table_request.h"
#include "storage/table/schema.h"

namespace meridian {

// Without an id. Requires: the definition, and those of its key attributes, were found sound.
IndexSettings SettingsOf(const IndexDefinition& index, IndexKind kind,
                         const std::vector<AttributeDefinition>& definitions);

// What AttributeDefinitions says of a table: the attributes of its key, then of its indexes' keys.
std::vector<KeyAttribute> DefinedAttributes(const Table& table);

// "KEYS_ONLY", "INCLUDE" or "ALL".
std::string_view ProjectionTypeName(ProjectionType type);

}  // namespace meridian

// TableDescription as JSON.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, TableDescription.
#pragma once

#include "regions/api/json_writer.h"
#include "regions/tables/description.h"
#include "storage/table/settings.h"

namespace meridian {

// What is described of a table besides the catalog's Table.
struct DescribedSettings {
  const TableSettings& settings;
  int64_t now_millis = 0;
};

// The structure as one JSON value. `status` is what the answer says: right after a change that is
// the change's own status (CREATING, UPDATING, DELETING), as in DynamoDB.
void WriteTableDescription(JsonWriter* writer, const TableDescription& description,
                           TableStatus status, const DescribedSettings& more);

}  // namespace meridian

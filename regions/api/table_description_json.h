// TableDescription as JSON.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, TableDescription.
#pragma once

#include "regions/api/json_writer.h"
#include "regions/tables/description.h"

namespace meridian {

// The structure as one JSON value. `status` is what the answer says: right after a change that is
// the change's own status (CREATING, UPDATING, DELETING), as in DynamoDB.
void WriteTableDescription(JsonWriter* writer, const TableDescription& description,
                           TableStatus status);

}  // namespace meridian

// Requests about tables: from JSON to the structs of regions/tables.
//
// Only types are judged here (kSerialization); what the members say is judged in regions/tables.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, CreateTable, UpdateTable.
#pragma once

#include "regions/api/json.h"
#include "regions/tables/capacity_settings.h"
#include "regions/tables/table_request.h"
#include "storage/base/result.h"

namespace meridian {

Result<CreateTableRequest> ReadCreateTable(JsonValue body);
Result<UpdateTableRequest> ReadUpdateTable(JsonValue body);
// What both say of capacity besides billing.
Result<CapacitySettingsRequest> ReadCapacitySettings(JsonValue body);

}  // namespace meridian

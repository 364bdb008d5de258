// TableStatus: what a region says of its table, derived from the replicas that it knows.
//
// Nothing is stored: a region's own replica being made or dropped is CREATING or DELETING; another
// region's is UPDATING, because the global table is changing; so is an index being made or dropped
// here.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, TableDescription; Developer Guide, "Global tables".
#pragma once

#include <cstdint>
#include <string_view>

#include "storage/base/result.h"
#include "storage/table/schema.h"

namespace meridian {

enum class TableStatus : uint8_t { kCreating, kUpdating, kDeleting, kActive };

TableStatus StatusOf(const Table& table);
// "CREATING" and so on.
std::string_view TableStatusName(TableStatus status);
std::string_view ReplicaStatusName(ReplicaStatus status);
std::string_view IndexStatusName(IndexStatus status);

// kInUse: "Attempt to change a resource which is still in use: Table is being created: X".
// Requires: the table isn't kActive.
Error InUse(const Table& table);

// kNotFound: "Requested resource not found: Table: X not found", as table operations say it.
Error TableNotFound(std::string_view name);

}  // namespace meridian

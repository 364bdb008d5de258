// UpdateTable: billing, throughput, stream, deletion protection, indexes, and replicas in other
// regions.
//
// Check judges the request alone; Decide runs inside CatalogReader::Update. Billing, stream and
// each index are registers that every replica shares; deletion protection is this region's own.
//
// A replica is only announced here: Replica{kCreating} with this region as its source. The region
// that it is in fills it and writes kActive; likewise it drops its data after kDeleting and writes
// kDeleted. Unlike DynamoDB one call may create, or delete, several replicas, and a replica may be
// deleted while it is being created, or else a region that died then could not be given up.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, UpdateTable; Developer Guide, "Global tables".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "regions/tables/table_request.h"
#include "storage/base/result.h"
#include "storage/table/catalog.h"

namespace meridian {

// Where an update is decided.
struct UpdateContext {
  std::string region;
  std::vector<std::string> peers;  // The cluster's other regions.
  int64_t now_millis = 0;
  IndexId new_index_id;  // For an index that the update adds.
};

// Everything about the request that needs no table. Errors are kValidation in DynamoDB's words, or
// kUnsupported for what we don't have yet. `more`: it also changes what is no part of `request`
// (capacity_settings.h).
Status CheckUpdateTable(const UpdateTableRequest& request, bool more = false);

// The registers to write for the table called `name`; none if it already is as asked. kNotFound;
// kInUse while the table is being created or deleted, or, but for replicas, updated; kValidation.
// Requires: CheckUpdateTable found nothing.
Result<std::vector<RegisterWrite>> DecideUpdateTable(const UpdateTableRequest& request,
                                                     const std::string& name,
                                                     const UpdateContext& context,
                                                     const CatalogView& catalog);

}  // namespace meridian

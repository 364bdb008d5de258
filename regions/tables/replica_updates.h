// ReplicaUpdates of UpdateTable: replicas of a table in other regions, announced and given up.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, ReplicationGroupUpdate; Developer Guide, "Global tables".
#pragma once

#include <vector>

#include "regions/tables/update_table.h"
#include "storage/base/result.h"
#include "storage/table/catalog.h"

namespace meridian {

// What needs no table.
Status CheckReplicaUpdates(const UpdateTableRequest& request);

// Requires: the request has replica updates, which CheckReplicaUpdates found sound; `table` is
// neither being created nor deleted in this region.
Result<std::vector<RegisterWrite>> DecideReplicaUpdates(const UpdateTableRequest& request,
                                                        const Table& table,
                                                        const UpdateContext& context,
                                                        const CatalogView& catalog);

// kValidation while a replica is being filled from `region`: then `region` can't be given up.
Status CheckIsNoSource(const Table& table, const std::string& region);

}  // namespace meridian

// GlobalSecondaryIndexUpdates of UpdateTable: an index added, removed, or given another throughput.
//
// The table serves reads and writes meanwhile. One index is added or removed at a time, as in
// DynamoDB; one that is still being filled may be removed.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, GlobalSecondaryIndexUpdate; Developer Guide, "Managing
// global secondary indexes".
#pragma once

#include <vector>

#include "regions/tables/table_request.h"
#include "storage/base/result.h"
#include "storage/table/catalog.h"

namespace meridian {

// What needs no table. Requires: the members' shape was found sound. kLimitExceeded for more than
// one index added or removed.
Status CheckIndexUpdates(const UpdateTableRequest& request);

// The indexes of `table` to write, when its billing becomes `billing`. `new_id` is the id of an
// index that is added. kValidation; kNotFound for an index that isn't there; kInUse or
// kLimitExceeded while another change of an index is under way. Requires: CheckIndexUpdates found
// nothing.
Result<std::vector<RegisterWrite>> DecideIndexUpdates(const UpdateTableRequest& request,
                                                      const Table& table,
                                                      const BillingSettings& billing,
                                                      const IndexId& new_id);

}  // namespace meridian

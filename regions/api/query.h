// Query: the items of one partition key, of a table or of an index, in the order of their sort
// keys.
//
// Threads: as every operation (regions/api/call.h).
// Source: Amazon DynamoDB API Reference, Query.
#pragma once

#include "regions/api/call.h"
#include "regions/api/read_page.h"
#include "regions/api/read_request.h"
#include "regions/expressions/key_condition.h"

namespace meridian {

// One page of the items of `target` that `condition`, of target.Key(), is true of; begins behind
// request.start_key. kValidation for what the key or the target forbids.
Result<Page> QueryPage(TableStore& store, const ReadRequest& request, const ReadTarget& target,
                       const KeyCondition& condition, bool forward);

Task<Reply> Query(const Services& services, Call call);

}  // namespace meridian

// Query: the items of one partition key, in the order of the sort key.
//
// Threads: as every operation (regions/api/call.h).
// Source: Amazon DynamoDB API Reference, Query.
#pragma once

#include "regions/api/call.h"

namespace meridian {

Task<Reply> Query(const Services& services, Call call);

}  // namespace meridian

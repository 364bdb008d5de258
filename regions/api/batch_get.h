// BatchGetItem: up to 100 items of any tables, as many of them as fit into 16 MB.
//
// Missing items are left out of the answer. Keys that were not read, because the answer is full or
// their shard is away for a moment, come back as UnprocessedKeys, ready to be sent again; if not
// one could be read, the call fails with what was in the way.
//
// Threads: as every operation (regions/api/call.h).
// Source: Amazon DynamoDB API Reference, BatchGetItem.
#pragma once

#include "regions/api/call.h"

namespace meridian {

Task<Reply> BatchGetItem(const Services& services, Call call);

}  // namespace meridian

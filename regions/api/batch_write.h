// BatchWriteItem: up to 25 puts and deletes of any tables, each on its own.
//
// All of them are handed to their shards at once, so they share group commits, and are awaited
// together. Those that were throttled, or whose shard is away for a moment, come back as
// UnprocessedItems; if that is all of them, the call fails with what was in the way. Whatever else
// goes wrong with one fails the call, although others may have been written, as in DynamoDB.
//
// Threads: as every operation (regions/api/call.h); what a Decide notes is the shard's until the
// call resumes.
// Source: Amazon DynamoDB API Reference, BatchWriteItem.
#pragma once

#include "regions/api/call.h"

namespace meridian {

Task<Reply> BatchWriteItem(const Services& services, Call call);

}  // namespace meridian

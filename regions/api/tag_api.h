// TagResource, UntagResource, ListTagsOfResource.
//
// Threads: as every operation (regions/api/call.h).
// Source: Amazon DynamoDB API Reference.
#pragma once

#include "regions/api/call.h"

namespace meridian {

Task<Reply> TagResource(const Services& services, Call call);
Task<Reply> UntagResource(const Services& services, Call call);
// All of a table's tags at once: there are at most 50.
Task<Reply> ListTagsOfResource(const Services& services, Call call);

}  // namespace meridian

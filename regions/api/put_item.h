// PutItem: replaces or creates one item.
//
// The item is encoded on the request's thread, before the shard is asked, so that the shard only
// compares and writes.
#pragma once

#include "regions/api/call.h"

namespace meridian {

Task<Reply> PutItem(const Services& services, Call call);

}  // namespace meridian

// GetItem: one item by its key.
//
// Every read sees every write acknowledged before it, so ConsistentRead only decides what is
// charged.
#pragma once

#include "regions/api/call.h"

namespace meridian {

Task<Reply> GetItem(const Services& services, Call call);

}  // namespace meridian

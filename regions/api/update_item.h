// UpdateItem: changes attributes of one item in place, or creates it.
//
// Without an UpdateExpression the item is created with its key alone if it was absent. An update
// that only takes away (REMOVE, DELETE) from an absent item creates nothing.
#pragma once

#include "regions/api/call.h"

namespace meridian {

Task<Reply> UpdateItem(const Services& services, Call call);

}  // namespace meridian

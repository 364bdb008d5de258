// DeleteItem: removes one item; deleting nothing succeeds.
#pragma once

#include "regions/api/call.h"

namespace meridian {

Task<Reply> DeleteItem(const Services& services, Call call);

}  // namespace meridian

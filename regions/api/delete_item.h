// DeleteItem: removes one item; deleting nothing succeeds.
#pragma once

#include <memory>

#include "regions/api/call.h"
#include "regions/api/item_write.h"

namespace meridian {

Task<Reply> DeleteItem(const Services& services, Call call);

// The delete of the item with `key`; for all that delete items.
std::shared_ptr<ItemWrite> MakeDelete(WriteParameters parameters, TablePtr table, ItemKey key);

}  // namespace meridian

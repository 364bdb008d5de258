// PutItem: replaces or creates one item.
//
// The item is encoded on the request's thread, before the shard is asked, so that the shard only
// compares and writes.
#pragma once

#include <memory>

#include "regions/api/call.h"
#include "regions/api/item_write.h"

namespace meridian {

Task<Reply> PutItem(const Services& services, Call call);

// The put of `item`, which has `key`, into `table`; for all that put items. kValidation if the item
// can't be in the table.
Result<std::shared_ptr<ItemWrite>> MakePut(WriteParameters parameters, TablePtr table, ItemKey key,
                                           const Item& item);

}  // namespace meridian

// UpdateItem: changes attributes of one item in place, or creates it.
//
// Without an UpdateExpression the item is created with its key alone if it was absent. An update
// that only takes away (REMOVE, DELETE) from an absent item creates nothing.
#pragma once

#include <memory>

#include "regions/api/call.h"
#include "regions/api/item_write.h"
#include "regions/expressions/update.h"

namespace meridian {

Task<Reply> UpdateItem(const Services& services, Call call);

// The update by `program` of the item with `key`, which is made of `key_attributes`; for all that
// update items. kValidation if the program may not be run on the table.
Result<std::shared_ptr<ItemWrite>> MakeUpdate(WriteParameters parameters, TablePtr table,
                                              ItemKey key, Item key_attributes,
                                              UpdateProgram program);

}  // namespace meridian

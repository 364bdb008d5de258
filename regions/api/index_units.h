// Index units: what the indexes of a table charge for a write.
//
// An index is charged for the change of its entry: nothing if it shows the item as before, the
// entry if one comes or goes, the larger of both if it changes where it stands, both if it moves to
// another key, since then one goes and another comes.
//
// Threads: a pure function.
// Source: dynamodb.md 4.4; observed answers of DynamoDB Local.
#pragma once

#include <string_view>

#include "regions/api/capacity.h"
#include "storage/item/attribute.h"
#include "storage/table/item_state.h"
#include "storage/table/schema.h"

namespace meridian {

// Adds the arms of a write that made `after` of `before`, the item whose encoded key is `key`
// (ItemKey::Encoded); nullptr: there is none.
void AddIndexUnits(const Table& table, std::string_view key, const Item* before, const Item* after,
                   ConsumedUnits* units);

// The same of stored items. kCorrupt if one isn't an item.
Status AddIndexUnits(const Table& table, std::string_view key, const Payload* before,
                     const Payload* after, ConsumedUnits* units);

}  // namespace meridian

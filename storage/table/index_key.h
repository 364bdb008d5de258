// Where an item stands in an index, and what the index shows of it.
//
// An entry's place is an ItemKey: `hash` has the index's encoded hash parts, `range` its encoded
// range parts and behind them the item's own encoded key, so that items of equal index keys are
// told apart, ordered by their keys. An item is in the index only if it has every key attribute, of
// the right type, not empty and not over the size of a key (then it is just not there).
//
// Threads: pure functions.
// Source: Amazon DynamoDB Developer Guide, "Secondary indexes": sparse indexes, projections.
#pragma once

#include <optional>
#include <string_view>

#include "storage/table/schema.h"
#include "storage/table/table_store.h"

namespace meridian {

// The place of `item`, whose own key is `key` (ItemKey::Encoded); nullopt: it isn't in the index.
std::optional<ItemKey> PlaceInIndex(const IndexSchema& index, const Item& item,
                                    std::string_view key);

// What `index` shows of an item: the keys of both, and what it projects besides.
Item ProjectToIndex(const TableSchema& table, const IndexSchema& index, Item item);

// The item's own key out of an entry's place (ItemKey::Encoded of it). kCorrupt if it isn't one.
Result<std::string_view> KeyOfPlace(const IndexSchema& index, std::string_view place);

}  // namespace meridian

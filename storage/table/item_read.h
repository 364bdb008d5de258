// Reading one item, for everybody who reads items one at a time.
//
// Threads: any.
#pragma once

#include <optional>

#include "storage/table/region.h"
#include "storage/table/table_store.h"

namespace meridian {

// The item as it is to every reader now, tombstones too; nullopt: nothing is known of it. What a
// decided transaction makes of it counts, though it isn't in the store yet. `*locked`, unless
// nullptr: whether a transaction that isn't decided holds it.
Result<std::optional<StoredItem>> ReadItemState(const Region& region, const Table& table,
                                                const ItemKey& key, bool* locked = nullptr);

}  // namespace meridian

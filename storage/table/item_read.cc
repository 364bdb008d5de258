#include "storage/table/item_read.h"

#include "storage/engine/keyspace.h"
#include "storage/table/state_codec.h"

namespace meridian {

Result<std::optional<StoredItem>> ReadItemState(const Region& region, const Table& table,
                                                const ItemKey& key, bool* locked) {
  const Partition partition = region.map().OfSlot(key.slot);
  const DatabasePtr database = region.shard(partition).database();
  if (database == nullptr) {
    return Error{Errc::kUnavailable, "The store is recovering from a disk error; retry later"};
  }
  // A decided transaction shows in all its shards at one instant. Its locks are looked at before
  // the store is read: what holds no lock any more is there.
  TransactionLocks::Seen seen = region.log(partition).locks().Look(table.id, key);
  if (locked != nullptr) *locked = seen.locked;
  TRY(const auto bytes,
      database->Get(TableRow(partition, RowKind::kItem, static_cast<uint32_t>(table.number),
                             key.slot, key.Encoded())));
  std::optional<StoredItem> item;
  if (bytes.has_value()) {
    TRY(item, DecodeStoredItem(*bytes));
  }
  if (seen.decided && (!item || Order(seen.decided->version, item->state.version) > 0)) {
    item = StoredItem{.state = *std::move(seen.decided), .commit = 0};
  }
  return item;
}

}  // namespace meridian

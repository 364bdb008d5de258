// What one turn does to one item: a client's write, a replicated change, a purge.
//
// These are the only functions that write item rows, and they write everything that the change
// implies in the same batch: the row, the tombstone's place in the purge order, conflict rows, and
// the changes for the log. A client's write and a replicated change differ in one thing: who
// decides the next state.
//
// Threads: called within a turn, on the shard's executor.
#pragma once

#include "storage/engine/shard.h"
#include "storage/table/replica_store.h"
#include "storage/table/settings.h"
#include "storage/table/shard_log.h"
#include "storage/table/table_store.h"

namespace meridian {

struct ItemTurn {
  Turn& turn;
  ShardLog& log;
  Partition partition;
  const Origin& origin;  // This region.
  HybridTime horizon;    // Of the partition, now.
  const SettingsView& settings;
  uint64_t catalog_sequence;  // The control sequence of the catalog that `table` came from.
  int64_t now_millis;         // Wall clock, for when a conflict was resolved.
};

// A client's write. `table` is of the current catalog.
Result<Committed> WriteItem(ItemTurn& at, const Table& table, const ItemKey& key, Decide& decide);

// The service's own delete of an item whose time to live says `seconds`. False, and nothing, unless
// the item as it stands says so. Its version is behind the one that expired and before every write
// above that, so it loses to all that it hasn't seen; two regions' expiries of one version are no
// conflict.
Result<bool> ExpireItem(ItemTurn& at, const Table& table, Slot slot, std::string_view key,
                        uint64_t seconds);

// A change of another region, or a conflict record.
Status ApplyChange(ItemTurn& at, IncomingChange& change, const MergeFn& merge);

// Removes up to `limit` tombstones that the horizon covers; says how many. The horizon is stored in
// the same batch.
Result<size_t> PurgeTombstones(ItemTurn& at, size_t limit);

// partition | kConflict | table | slot | key | loser.
std::string ConflictRow(Partition partition, TableNumber table, Slot slot, std::string_view key,
                        const VersionId& loser);
// The item's key out of a ConflictRow; nullopt if it isn't one.
std::optional<std::string_view> KeyOfConflictRow(std::string_view row);

}  // namespace meridian

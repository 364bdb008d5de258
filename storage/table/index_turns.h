// What a turn does to indexes: the entries that an item's change implies, and those that come from
// elsewhere.
//
// An entry whose partition is in the item's own shard is written in the same batch. One that lives
// in another shard leaves as a change for Sink::kRemoteIndex, with a commit number of the item's
// partition (storage/table/index_courier.h delivers it). What is compared is what was stored and
// what will be, so it doesn't matter who decided: a client, a merge, an expiry, a transaction.
//
// Threads: called within a turn, on the shard's executor.
// Source: docs/design/0005-index-entries-across-shards.md
#pragma once

#include <vector>

#include "storage/engine/shard.h"
#include "storage/table/item_state.h"
#include "storage/table/schema.h"
#include "storage/table/shard_log.h"

namespace meridian {

struct IndexTurn {
  Turn& turn;
  ShardLog& log;
  Partition partition;  // Of the item.
};

// The item under `key` (ItemKey::Encoded) goes from `stored` to `next`; nullptr: nothing. Takes a
// commit number if there are entries for other shards: call it before taking the item's own. An
// error (a payload that can't be read) must end the turn.
Status IndexItem(const IndexTurn& at, const Table& table, std::string_view key,
                 const ItemState* stored, const ItemState* next);

// The entries of `index` for items that are there already, as a backfill makes them.
class IndexFill {
 public:
  IndexFill(const IndexTurn& at, const Table& table, const Index& index)
      : at_(at), table_(table), index_(index) {}

  Status Add(std::string_view key, const ItemState& state);
  // After the last Add: what other shards keep leaves. Its commit number; 0: there was none.
  uint64_t Finish();

 private:
  const IndexTurn at_;
  const Table& table_;
  const Index& index_;
  std::vector<IndexEntry> remote_;
};

// Carries out `entry` in `partition`, of this shard, and counts it.
Status WriteIndexEntry(Turn& turn, ShardLog& log, Partition partition, const IndexEntry& entry);

}  // namespace meridian

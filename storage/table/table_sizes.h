// TableSizes: how many live items each table has in one shard, and how big they are.
//
// Kept with every batch, so exact at every commit and after every crash. Sizes are by DynamoDB's
// count (Payload::item_bytes).
//
// Threads: Of from any thread; the rest on the shard's executor.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <vector>

#include "storage/engine/partition.h"
#include "storage/engine/shard.h"
#include "storage/table/schema.h"

namespace meridian {

struct ItemTotals {
  int64_t items = 0;
  int64_t bytes = 0;
};

class TableSizes {
 public:
  explicit TableSizes(std::vector<Partition> partitions) : partitions_(std::move(partitions)) {}

  ItemTotals Of(TableNumber table) const;

  // In a turn: what it adds to `table` in `partition`.
  void Add(Partition partition, TableNumber table, ItemTotals change);
  // In a turn: the table's rows in `partition` are gone.
  void Forget(Partition partition, TableNumber table);

  Status Load(const DatabasePtr& database);
  void TurnBegins() { turn_.clear(); }
  void TurnFails();
  void Seal(Turn& batch);

 private:
  using Key = std::pair<Partition, TableNumber>;

  const std::vector<Partition> partitions_;
  std::vector<std::pair<Key, ItemTotals>> turn_;  // What the turn under way added.
  std::set<Key> dirty_;                           // Changed since the last Seal.
  mutable std::mutex mutex_;                      // Guards totals_.
  std::map<Key, ItemTotals> totals_;
};

}  // namespace meridian

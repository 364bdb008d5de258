// Cursors over the item rows of a table: live items for readers, all states for replicas.
//
// Threads: a cursor is used by one thread at a time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "storage/table/region.h"

namespace meridian {

// Item rows of one partition with from <= key < until.
struct RowRange {
  Partition partition;
  std::string from;
  std::string until;
};

// Live items of `ranges`, one range after the other, each from a snapshot of its own.
std::unique_ptr<ItemCursor> MakeItemCursor(Region& region, std::vector<RowRange> ranges,
                                           bool forward);

// Every state of `table` in `partition`, with the cut that its snapshot includes. Called on the
// shard's executor. kUnavailable while the shard recovers.
Result<std::unique_ptr<StateCursor>> MakeStateCursor(Region& region, const Table& table,
                                                     Partition partition);

// By source region: how far each log has been applied to `partition`, as `database` has it.
Result<std::map<std::string, Position>> ReadPositions(const DatabasePtr& database,
                                                      Partition partition);

}  // namespace meridian

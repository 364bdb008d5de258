// Cursors over the rows of a table: live items and index entries for readers, all states for
// replicas.
//
// Threads: a cursor is used by one thread at a time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "storage/table/region.h"
#include "storage/table/row_ranges.h"

namespace meridian {

// Live items of `ranges`, one range after the other, each from a snapshot of its own.
std::unique_ptr<ItemCursor> MakeItemCursor(Region& region, std::vector<RowRange> ranges,
                                           bool forward);
// The same over entries of an index.
std::unique_ptr<ItemCursor> MakeIndexCursor(Region& region, std::vector<RowRange> ranges,
                                            bool forward);

// Every state of `table` in `partition`, with the cut that its snapshot includes. Called on the
// shard's executor. kUnavailable while the shard recovers.
Result<std::unique_ptr<StateCursor>> MakeStateCursor(Region& region, const Table& table,
                                                     Partition partition);

// By source region: how far each log has been applied to `partition`, as `database` has it.
Result<std::map<std::string, Position>> ReadPositions(const DatabasePtr& database,
                                                      Partition partition);

}  // namespace meridian

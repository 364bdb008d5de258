// Which rows a Query or a Scan walks: of items, or of an index's entries.
//
// Threads: pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/engine/keyspace.h"
#include "storage/table/table_store.h"

namespace meridian {

// Rows of one partition with from <= key < until.
struct RowRange {
  Partition partition;
  std::string from;
  std::string until;
};

// As TableStore::Query. `kind`: kItem or kIndexEntry; `number`: of the table or index.
RowRange QueryRange(const PartitionMap& map, RowKind kind, TableNumber number, const ItemKey& hash,
                    const SortRange& range, bool forward, const std::optional<std::string>& after);
// As TableStore::Scan: a range for each partition that has such slots, ascending.
std::vector<RowRange> ScanRanges(const PartitionMap& map, RowKind kind, TableNumber number,
                                 uint32_t first_slot, uint32_t last_slot,
                                 const std::optional<ItemKey>& after);

}  // namespace meridian

#include "regions/node/region_statistics.h"

#include <optional>
#include <vector>

#include "storage/table/row_ranges.h"

namespace meridian {

TableSize RegionStatistics::SizeOf(const Table& table) const { return SizeOf(table.number); }

TableSize RegionStatistics::SizeOf(const Index& index) const { return SizeOf(index.number); }

TableSize RegionStatistics::SizeOf(TableNumber number) const {
  const ItemTotals totals = region_.TotalsOf(number);
  return {.bytes = totals.bytes, .items = totals.items};
}

uint64_t RegionStatistics::BytesOf(const Table& table, const ItemKey& key) const {
  std::vector<RowRange> rows;
  const auto add = [&](RowKind kind, TableNumber number) {
    rows.push_back(QueryRange(region_.map(), kind, number, key, SortRange{}, true, std::nullopt));
  };
  add(RowKind::kItem, table.number);
  for (const auto& [name, index] : table.indexes) {
    if (index.schema().kind == IndexKind::kLocal) add(RowKind::kIndexEntry, index.number);
  }
  // All are in one partition, as a local index has its table's hash key.
  const DatabasePtr database = region_.shard(rows.front().partition).database();
  if (database == nullptr) return 0;
  uint64_t bytes = 0;
  for (const RowRange& range : rows) {
    const leveldb::Range of(range.from, range.until);
    uint64_t in_range = 0;
    database->raw().GetApproximateSizes(&of, 1, &in_range);
    bytes += in_range;
  }
  return bytes;
}

}  // namespace meridian

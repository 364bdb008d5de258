#include "storage/table/row_ranges.h"

#include <algorithm>

namespace meridian {

RowRange QueryRange(const PartitionMap& map, RowKind kind, TableNumber number, const ItemKey& hash,
                    const SortRange& range, bool forward, const std::optional<std::string>& after) {
  const Partition partition = map.OfSlot(hash.slot);
  const std::string prefix =
      TableRow(partition, kind, static_cast<uint32_t>(number), hash.slot, hash.hash);
  RowRange rows{.partition = partition,
                .from = prefix + range.from.value_or(""),
                .until = range.until.has_value() ? prefix + *range.until : PrefixEnd(prefix)};
  if (after.has_value()) {
    // No key is a prefix of another, so the row behind `after` begins with its own bytes and a
    // zero.
    if (forward) {
      rows.from = std::max(rows.from, prefix + *after + std::string(1, '\0'));
    } else {
      rows.until = std::min(rows.until, prefix + *after);
    }
  }
  return rows;
}

std::vector<RowRange> ScanRanges(const PartitionMap& map, RowKind kind, TableNumber table,
                                 uint32_t first_slot, uint32_t last_slot,
                                 const std::optional<ItemKey>& after) {
  const auto number = static_cast<uint32_t>(table);
  if (after.has_value()) first_slot = std::max(first_slot, static_cast<uint32_t>(after->slot));
  std::vector<RowRange> ranges;
  for (uint32_t p = 0; p < map.partitions && first_slot <= last_slot; ++p) {
    const uint32_t from = std::max(first_slot, map.FirstSlot(p));
    const uint32_t until = std::min(last_slot + 1, map.FirstSlot(p + 1));
    if (from >= until) continue;
    const Partition partition{static_cast<uint16_t>(p)};
    RowRange rows{.partition = partition,
                  .from = TableRow(partition, kind, number, Slot{static_cast<uint16_t>(from)}, ""),
                  .until = until == kSlotCount ? PrefixEnd(TablePrefix(partition, kind, number))
                                               : TableRow(partition, kind, number,
                                                          Slot{static_cast<uint16_t>(until)}, "")};
    if (after.has_value() && map.OfSlot(after->slot) == partition) {
      rows.from = std::max(rows.from, TableRow(partition, kind, number, after->slot,
                                               after->Encoded() + std::string(1, '\0')));
    }
    ranges.push_back(std::move(rows));
  }
  return ranges;
}

}  // namespace meridian

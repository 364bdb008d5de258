// RegionStatistics: how big this region's tables are, from the store's own counts.
//
// Threads: any.
#pragma once

#include "regions/tables/description.h"
#include "storage/table/region.h"

namespace meridian {

class RegionStatistics final : public TableStatistics {
 public:
  // `region` outlives this.
  explicit RegionStatistics(Region& region) : region_(region) {}

  TableSize SizeOf(const Table& table) const override { return SizeOf(number); }
  TableSize SizeOf(const Index& index) const override { return SizeOf(index.number); }

 private:
  TableSize SizeOf(TableNumber number) const {
    TableSize size;
    for (const Partition leader : region_.ShardLeaders()) {
      const ItemTotals totals = region_.log(leader).sizes().Of(table.number);
      size.items += totals.items;
      size.bytes += totals.bytes;
    }
    return size;
  }

  Region& region_;
};

}  // namespace meridian

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

  TableSize SizeOf(const Table& table) const override {
    const ItemTotals totals = region_.TotalsOf(table.number);
    return {.bytes = totals.bytes, .items = totals.items};
  }

 private:
  Region& region_;
};

}  // namespace meridian

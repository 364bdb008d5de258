// RegionStatistics: how big this region's tables, indexes and item collections are, from the
// store's own counts.
//
// Threads: any.
#pragma once

#include "regions/api/item_collection.h"
#include "regions/tables/description.h"
#include "storage/table/region.h"

namespace meridian {

class RegionStatistics final : public TableStatistics, public CollectionSizes {
 public:
  // `region` outlives this.
  explicit RegionStatistics(Region& region) : region_(region) {}

  TableSize SizeOf(const Table& table) const override;
  TableSize SizeOf(const Index& index) const override;
  // Of a collection: bytes on disk, which is what LevelDB knows without reading it.
  uint64_t BytesOf(const Table& table, const ItemKey& key) const override;

 private:
  TableSize SizeOf(TableNumber number) const;

  Region& region_;
};

}  // namespace meridian

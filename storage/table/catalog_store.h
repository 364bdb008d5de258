// CatalogStore: the catalog over a Region. See catalog.h for the contract.
#pragma once

#include "storage/table/region.h"

namespace meridian {

class CatalogStore final : public CatalogReader {
 public:
  // `region` outlives this.
  explicit CatalogStore(Region& region) : region_(region) {}

  CatalogViewPtr View() const override { return region_.catalog().view(); }
  void Update(CatalogDecide decide, UniqueFunction<void(Status)> done) override;

 private:
  Region& region_;
};

}  // namespace meridian

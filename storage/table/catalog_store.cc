#include "storage/table/catalog_store.h"

#include "storage/table/register_commit.h"

namespace meridian {

void CatalogStore::Update(CatalogDecide decide, UniqueFunction<void(Status)> done) {
  Region& region = region_;
  region.shard(kControlPartition)
      .Submit(
          [&region, decide = std::move(decide)](Turn& turn) mutable -> Status {
            TRY(auto writes, decide(*region.catalog().registers().View()));
            return CommitRegisters(region, turn, ContentsOf(std::move(writes)));
          },
          std::move(done));
}

}  // namespace meridian

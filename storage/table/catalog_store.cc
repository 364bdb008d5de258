#include "storage/table/catalog_store.h"

#include "storage/table/catalog_codec.h"
#include "storage/table/register_commit.h"

namespace meridian {

void CatalogStore::Update(CatalogDecide decide, UniqueFunction<void(Status)> done) {
  Region& region = region_;
  region.shard(kControlPartition)
      .Submit(
          [&region, decide = std::move(decide)](Turn& turn) mutable -> Status {
            TRY(const auto writes, decide(*region.catalog().registers().View()));
            std::vector<RegisterContent> contents;
            for (const RegisterWrite& write : writes) {
              contents.push_back(
                  {write.table, RegisterName(write), EncodeRegisterValue(write.value)});
            }
            return CommitRegisters(region, turn, contents);
          },
          std::move(done));
}

}  // namespace meridian

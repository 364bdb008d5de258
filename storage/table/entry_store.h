// EntryStore: where entries of global indexes arrive that another shard's items imply.
//
// A shard keeps, for each of its partitions and each home partition (where the items are), the last
// change whose entries it has, in the same batch as the entries. So a delivery that is repeated,
// after whatever crash, does nothing, and none is skipped.
//
// Threads: Deliver from any thread; `done` comes on the executor of the shard that received.
#pragma once

#include <vector>

#include "storage/table/change.h"
#include "storage/table/region.h"

namespace meridian {

class EntryStore {
 public:
  virtual ~EntryStore() = default;

  // Carries out, in one synced batch, the entries of `changes` that live in the shard `to`, but for
  // those that it has and those of indexes that are gone. `changes`: of kind kIndexEntries, of
  // `home`, ascending, none left out between them.
  virtual void Deliver(ShardIndex to, Partition home, std::vector<ChangePtr> changes,
                       UniqueFunction<void(Status)> done) = 0;
};

class RegionEntries final : public EntryStore {
 public:
  // `region` outlives this.
  explicit RegionEntries(Region& region) : region_(region) {}

  void Deliver(ShardIndex to, Partition home, std::vector<ChangePtr> changes,
               UniqueFunction<void(Status)> done) override;

 private:
  Status Write(Turn& turn, ShardIndex to, Partition home, const std::vector<ChangePtr>& changes);

  Region& region_;
};

}  // namespace meridian

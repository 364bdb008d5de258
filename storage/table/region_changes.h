// RegionChanges: the ChangeSource over a Region. See change.h for the contract.
#pragma once

#include "storage/table/region.h"

namespace meridian {

class RegionChanges final : public ChangeSource {
 public:
  // `region` outlives this.
  explicit RegionChanges(Region& region) : region_(region) {}

  std::vector<Partition> Partitions() const override { return region_.Partitions(); }
  Result<Page> Read(Partition partition, Sink sink, uint64_t after, size_t bytes_max) override {
    return region_.log(partition).Read(partition, sink, after, bytes_max);
  }
  uint64_t Cursor(Partition partition, Sink sink) const override {
    return region_.log(partition).Cursor(partition, sink);
  }
  void Advance(Partition partition, Sink sink, uint64_t commit) override {
    region_.log(partition).Advance(partition, sink, commit);
  }
  void SetLogAvailable(bool available) override { region_.set_log_available(available); }
  void SetListener(std::function<void(Partition)> listener) override {
    for (const Partition leader : region_.ShardLeaders()) {
      region_.log(leader).SetListener(listener);
    }
  }
  const Origin& origin() const override { return region_.origin(); }
  uint64_t LastSequence(Partition partition) const override {
    return region_.log(partition).CommittedSequence(partition);
  }

 private:
  Region& region_;
};

}  // namespace meridian

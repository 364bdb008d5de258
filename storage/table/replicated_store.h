// ReplicatedStore: the ReplicaStore over a Region. See replica_store.h for the contract.
#pragma once

#include "storage/table/region.h"
#include "storage/table/settings_store.h"

namespace meridian {

class ReplicatedStore final : public ReplicaStore {
 public:
  // `region` and `settings` outlive this.
  ReplicatedStore(Region& region, const SettingsStore& settings)
      : region_(region), settings_(settings) {}

  void Apply(Partition partition, std::vector<IncomingChange> changes, MergeFn merge,
             ApplyOptions options, UniqueFunction<void(Status)> done) override;
  void ApplyRegisters(std::vector<Register> registers, ApplyOptions options,
                      UniqueFunction<void(Status)> done) override;
  std::vector<Register> AllRegisters() const override;
  Result<std::map<std::string, Position>> Positions(Partition partition) const override;
  void ReadWatermark(UniqueFunction<void(Result<Watermark>)> done) override;
  void SetHorizon(Partition partition, HybridTime horizon) override;
  HybridTime Horizon(Partition partition) const override { return region_.Horizon(partition); }
  void KeepHorizon(Partition partition, HybridTime horizon,
                   UniqueFunction<void(Status)> done) override;
  void PurgeTombstones(Partition partition, size_t limit,
                       UniqueFunction<void(Result<size_t>)> done) override;
  void ReleaseLog(Partition partition, uint64_t sequence) override;
  void Snapshot(TablePtr table, Partition partition,
                UniqueFunction<void(Result<std::unique_ptr<StateCursor>>)> done) override;
  Result<std::map<TableId, PendingRange>> PendingRanges(Partition partition,
                                                        const std::string& source) const override;
  Result<std::vector<PendingChange>> ReadPending(Partition partition, const std::string& source,
                                                 const TableId& table, uint64_t from,
                                                 size_t limit) const override;
  Result<std::optional<std::string>> ReadNote(const std::string& name) const override;
  void WriteNote(const std::string& name, std::optional<std::string> value,
                 UniqueFunction<void(Status)> done) override;

 private:
  Region& region_;
  const SettingsStore& settings_;
};

}  // namespace meridian

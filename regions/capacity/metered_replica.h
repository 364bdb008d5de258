// MeteredReplica: a ReplicaStore that counts what other regions wrote.
//
// Nothing is refused here: a change that another region has acknowledged is applied, or the regions
// would differ. It only counts as consumed.
//
// Threads: as ReplicaStore.
#pragma once

#include "regions/capacity/capacity_ledger.h"
#include "storage/table/replica_store.h"

namespace meridian {

class MeteredReplica final : public ReplicaStore {
 public:
  // Both outlive this.
  MeteredReplica(ReplicaStore& store, CapacityLedger& ledger) : store_(store), ledger_(ledger) {}

  void Apply(Partition partition, std::vector<IncomingChange> changes, MergeFn merge,
             ApplyOptions options, UniqueFunction<void(Status)> done) override;

  void ApplyRegisters(std::vector<Register> registers, ApplyOptions options,
                      UniqueFunction<void(Status)> done) override {
    store_.ApplyRegisters(std::move(registers), std::move(options), std::move(done));
  }
  std::vector<Register> AllRegisters() const override { return store_.AllRegisters(); }
  Result<std::map<std::string, Position>> Positions(Partition partition) const override {
    return store_.Positions(partition);
  }
  void ReadWatermark(UniqueFunction<void(Result<Watermark>)> done) override {
    store_.ReadWatermark(std::move(done));
  }
  void SetHorizon(Partition partition, HybridTime horizon) override {
    store_.SetHorizon(partition, horizon);
  }
  HybridTime Horizon(Partition partition) const override { return store_.Horizon(partition); }
  void KeepHorizon(Partition partition, HybridTime horizon,
                   UniqueFunction<void(Status)> done) override {
    store_.KeepHorizon(partition, horizon, std::move(done));
  }
  void PurgeTombstones(Partition partition, size_t limit,
                       UniqueFunction<void(Result<size_t>)> done) override {
    store_.PurgeTombstones(partition, limit, std::move(done));
  }
  void ReleaseLog(Partition partition, uint64_t sequence) override {
    store_.ReleaseLog(partition, sequence);
  }
  void Snapshot(TablePtr table, Partition partition,
                UniqueFunction<void(Result<std::unique_ptr<StateCursor>>)> done) override {
    store_.Snapshot(std::move(table), partition, std::move(done));
  }
  Result<std::map<TableId, PendingRange>> PendingRanges(Partition partition,
                                                        const std::string& source) const override {
    return store_.PendingRanges(partition, source);
  }
  Result<std::vector<PendingChange>> ReadPending(Partition partition, const std::string& source,
                                                 const TableId& table, uint64_t from,
                                                 size_t limit) const override {
    return store_.ReadPending(partition, source, table, from, limit);
  }
  Result<std::optional<std::string>> ReadNote(const std::string& name) const override {
    return store_.ReadNote(name);
  }
  void WriteNote(const std::string& name, std::optional<std::string> value,
                 UniqueFunction<void(Status)> done) override {
    store_.WriteNote(name, std::move(value), std::move(done));
  }

 private:
  ReplicaStore& store_;
  CapacityLedger& ledger_;
};

}  // namespace meridian

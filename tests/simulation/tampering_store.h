// TamperingStore: the store as the replicator sees it, with one defect built in on purpose.
//
// Each Mutant is a defect that the checkers must find: the negative controls of the simulation.
// Without a mutant it only passes on.
//
// Threads: none.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/base/clock.h"
#include "storage/table/replica_store.h"
#include "tests/simulation/dice.h"

namespace meridian::simulation {

enum class Mutant : uint8_t {
  kLoseChange,          // One change of a hundred is skipped, its position isn't.
  kLoseDelete,          // One replicated delete of twenty is skipped.
  kForgetConflict,      // A merge's losers aren't recorded.
  kLoseConflictRecord,  // A conflict record of another region isn't stored.
  kTieByArrival,        // Of two writes at one time, the first to arrive stays.
  kFalseConflict,       // What an incoming version replaces is called a loser.
  kPurgeEarly,          // The horizon is this region's own clock: no other region is asked.
  kLoseSnapshotState,   // One state of five is left out of a backfill.
  kForgetPosition,      // Data is applied, and sometimes the position isn't moved with it.
  kFalseAck,            // A refused write is reported as done (by the clients).
  kStaleRead,           // A read sometimes shows what an earlier one did (by the clients).
  kExpireByClock,       // Items are expired by deletes with the clock's time (by the clients).
};

inline const std::vector<std::pair<std::string_view, Mutant>> kMutants = {
    {"lose-change", Mutant::kLoseChange},
    {"lose-delete", Mutant::kLoseDelete},
    {"forget-conflict", Mutant::kForgetConflict},
    {"lose-conflict-record", Mutant::kLoseConflictRecord},
    {"tie-by-arrival", Mutant::kTieByArrival},
    {"false-conflict", Mutant::kFalseConflict},
    {"purge-early", Mutant::kPurgeEarly},
    {"lose-snapshot-state", Mutant::kLoseSnapshotState},
    {"forget-position", Mutant::kForgetPosition},
    {"false-ack", Mutant::kFalseAck},
    {"stale-read", Mutant::kStaleRead},
    {"expire-by-clock", Mutant::kExpireByClock}};

class TamperingStore final : public ReplicaStore {
 public:
  TamperingStore(ReplicaStore& store, const WallClock& wall, std::optional<Mutant> mutant,
                 Dice& dice)
      : store_(store), wall_(wall), mutant_(mutant), dice_(dice) {}

  void Apply(Partition partition, std::vector<IncomingChange> changes, MergeFn merge,
             ApplyOptions options, UniqueFunction<void(Status)> done) override;
  void SetHorizon(Partition partition, HybridTime horizon) override;

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
  bool Drops(const IncomingChange& change, bool snapshot);
  MergeFn Spoil(MergeFn merge) const;

  ReplicaStore& store_;
  const WallClock& wall_;
  const std::optional<Mutant> mutant_;
  Dice& dice_;
};

}  // namespace meridian::simulation

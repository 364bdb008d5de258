// ReplicaStore: the replicator's door to the store.
//
// A consumed batch is applied with the position it moves to in one commit, so that applied offsets
// and applied data never disagree. The decision about each change is a pure function given by the
// caller (replicator/merge.h); this store knows nothing of conflict resolution.
//
// Threads: every member from any thread; callbacks come on the shard's executor.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "storage/base/result.h"
#include "storage/base/scheduler.h"
#include "storage/table/catalog.h"
#include "storage/table/change.h"
#include "storage/table/table_store.h"

namespace meridian {

// How far one source region's log has been applied to one partition.
struct Position {
  Origin origin;          // Whose log; a new incarnation begins again.
  uint64_t epoch = 0;     // Of the source's log topic.
  int64_t offset = -1;    // Kafka offset of the last applied message; -1: none.
  uint64_t sequence = 0;  // Of the last applied change.
  friend bool operator==(const Position&, const Position&) = default;
};

struct MergeOutcome {
  ItemState state;                // What every region ends with, given both.
  std::vector<ItemState> losers;  // Concurrent versions that did not win.
};
// Pure. `current` is nullptr when nothing is stored, not even a tombstone.
using MergeFn = std::function<MergeOutcome(const ItemState* current, const ItemState& incoming)>;

struct IncomingChange {
  TablePtr table;
  ItemKey key;
  ItemState state;                   // To merge; unused when `conflict` is set.
  std::optional<Conflict> conflict;  // A conflict record of another region: stored once.
};

// A change of another region's log that waits, because its table is paused.
struct PendingChange {
  TableId table;
  uint64_t sequence = 0;
  std::string frame;  // As logged (storage/table/change.h).
};
// Those of one table, source region and partition.
struct PendingRange {
  uint64_t count = 0;
  uint64_t first = 0;  // None has a lesser sequence.
};

struct ApplyOptions {
  std::string source;  // Source region whose position moves.
  std::optional<Position>
      position;        // Written in the same commit. nullopt: none (backfill, repair).
  bool stream = true;  // Changes appear in the change stream (a first backfill's don't).
  std::vector<PendingChange> keep = {};  // Of `source`: stored in the same commit, not merged.
  std::vector<PendingChange> drop = {};  // Were kept, need it no more; their frames don't matter.
};

struct Watermark {
  HybridTime clock;  // Every write of this region with clock <= this …
  std::vector<uint64_t>
      sequences;  // … has a sequence up to these: by data partition, control last.
};

// The conflict rows of one partition of one table, by item.
class ConflictCursor {
 public:
  virtual ~ConflictCursor() = default;
  virtual bool Valid() const = 0;
  virtual void Next() = 0;
  virtual Slot slot() const = 0;
  virtual std::string_view row() const = 0;  // Names the row within its slot; in their order.
  virtual Result<std::string_view> key() const = 0;  // ItemKey::Encoded.
  virtual Result<Conflict> Read() const = 0;
  virtual Status status() const = 0;
};

// One partition of one table at one instant, for backfill and verification.
class StateCursor {
 public:
  virtual ~StateCursor() = default;
  virtual bool Valid() const = 0;
  virtual void Next() = 0;
  virtual Slot slot() const = 0;
  virtual std::string_view key() const = 0;     // ItemKey::Encoded.
  virtual Result<StoredItem> Read() const = 0;  // Also tombstones.
  virtual Status status() const = 0;
  // What the snapshot includes: for each origin the sequence applied, this region's own among them.
  virtual const std::map<Origin, uint64_t>& cut() const = 0;
  // The same instant's conflict rows. As long as this lives.
  virtual ConflictCursor& conflicts() = 0;
};

class ReplicaStore {
 public:
  virtual ~ReplicaStore() = default;

  // Merges `changes` into `partition`, in order, and moves the position, in one synced batch.
  virtual void Apply(Partition partition, std::vector<IncomingChange> changes, MergeFn merge,
                     ApplyOptions options, UniqueFunction<void(Status)> done) = 0;
  // Merges registers into the catalog; the same for the control partition.
  virtual void ApplyRegisters(std::vector<Register> registers, ApplyOptions options,
                              UniqueFunction<void(Status)> done) = 0;
  // Every register, as a snapshot for the control topic.
  virtual std::vector<Register> AllRegisters() const = 0;

  // By source region. kUnavailable while the store recovers: never to be taken for "none".
  virtual Result<std::map<std::string, Position>> Positions(Partition partition) const = 0;

  // Visits every shard's executor and returns the least clock reading; later writes have greater
  // ones.
  virtual void ReadWatermark(UniqueFunction<void(Result<Watermark>)> done) = 0;

  // Every replica has applied every write with max(time, clock) <= horizon in `partition`. Used by
  // the versions stamped from now on, and by PurgeTombstones. Never decreases.
  virtual void SetHorizon(Partition partition, HybridTime horizon) = 0;
  virtual HybridTime Horizon(Partition partition) const = 0;
  // SetHorizon, and it still stands after a restart once `done` has come.
  virtual void KeepHorizon(Partition partition, HybridTime horizon,
                           UniqueFunction<void(Status)> done) = 0;
  // Removes settled tombstones, at most `limit`; says how many.
  virtual void PurgeTombstones(Partition partition, size_t limit,
                               UniqueFunction<void(Result<size_t>)> done) = 0;

  // Every replica has applied this region's changes up to `sequence`: their rows may go.
  virtual void ReleaseLog(Partition partition, uint64_t sequence) = 0;

  // A snapshot taken on the shard's executor, behind every write that was decided before the call:
  // so a write that still saw the table without its newest replica is in it. The cursor may then be
  // used from any one thread; it holds a LevelDB snapshot: release it soon.
  virtual void Snapshot(TablePtr table, Partition partition,
                        UniqueFunction<void(Result<std::unique_ptr<StateCursor>>)> done) = 0;

  // What is kept of `source`, by table.
  virtual Result<std::map<TableId, PendingRange>> PendingRanges(
      Partition partition, const std::string& source) const = 0;
  // The table's first `limit` of them with a sequence >= `from`, ascending.
  virtual Result<std::vector<PendingChange>> ReadPending(Partition partition,
                                                         const std::string& source,
                                                         const TableId& table, uint64_t from,
                                                         size_t limit) const = 0;

  // Small durable facts of the replicator (backfill progress, paused links), by name.
  virtual Result<std::optional<std::string>> ReadNote(const std::string& name) const = 0;
  virtual void WriteNote(const std::string& name, std::optional<std::string> value,
                         UniqueFunction<void(Status)> done) = 0;
};

}  // namespace meridian

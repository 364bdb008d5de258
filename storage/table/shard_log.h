// ShardLog: the change logs of one shard's partitions, their counters, and the shard's clock.
//
// Within a turn it hands out commit numbers, sequences and clock readings, and collects changes;
// when the batch is sealed it packs each partition's changes into one row and writes the counters,
// the sinks' cursors and the clock's ceiling beside them. Numbers of a turn that failed are taken
// back, so both counts stay dense. Once committed, changes are kept in memory for the sinks for as
// long as they are recent, and in the store until every sink that needs them, and every replica,
// has them.
//
// Threads: the members under "in a turn" and the hooks belong to the shard's executor; the rest may
// be called from any thread.
#pragma once

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

#include "storage/engine/shard.h"
#include "storage/table/change.h"
#include "storage/table/table_sizes.h"
#include "storage/table/transaction_locks.h"
#include "storage/version/version_clock.h"

namespace meridian {

class ShardLog final : public CommitHook {
 public:
  struct Options {
    PartitionMap map;
    std::vector<Partition> partitions;      // Those of this shard, ascending.
    size_t recent_bytes_max = 8 << 20;      // Changes kept in memory, a partition.
    size_t retained_bytes_max = 256 << 20;  // Rows kept for replicas that lag, a partition; beyond
                                            // it Kafka's copy has to do.
  };

  // `wall` outlives this.
  ShardLog(Options options, const WallClock& wall);

  // --- In a turn.
  // The next commit number of `partition`.
  uint64_t NextCommit(Partition partition);
  // Adds `change`, whose commit number was just taken, with its sequence if the region log is among
  // its sinks. A change without sinks isn't kept.
  void Emit(Partition partition, Change change);
  HybridTime ReadClock() { return clock_->Read(); }
  // Sequence of the last change emitted, committed or not.
  uint64_t EmittedSequence(Partition partition) const;

  // --- The hooks.
  Status Load(const DatabasePtr& database) override;
  void TurnBegins() override;
  void TurnFails() override;
  void Seal(Turn& batch) override;
  void Committed() override;
  void Failed() override;

  TableSizes& sizes() { return sizes_; }
  TransactionLocks& locks() { return locks_; }
  const PartitionMap& map() const { return options_.map; }

  // --- From any thread. Set once, before the first turn.
  void SetListener(std::function<void(Partition)> listener) { listener_ = std::move(listener); }
  // The same after each commit that left changes for Sink::kRemoteIndex.
  void SetIndexListener(std::function<void(Partition)> listener) {
    index_listener_ = std::move(listener);
  }

  Result<ChangeSource::Page> Read(Partition partition, Sink sink, uint64_t after, size_t bytes_max);
  uint64_t Cursor(Partition partition, Sink sink) const;
  // Whether some change is kept that `sink` needs and hasn't delivered.
  bool Owes(Partition partition, Sink sink) const;
  void Advance(Partition partition, Sink sink, uint64_t commit);
  // Every replica has this region's changes up to `sequence`.
  void Release(Partition partition, uint64_t sequence);
  uint64_t CommittedSequence(Partition partition) const;
  // Bytes of changes that the region log does not hold yet, over all partitions.
  size_t BacklogBytes() const;
  // Calls `done` once the region log holds `commit`; at once if it does.
  void WhenLogged(Partition partition, uint64_t commit, UniqueFunction<void()> done);

 private:
  struct Row {
    uint64_t first;
    uint64_t last;
    uint64_t last_sequence;  // 0: none of its changes has one.
    uint8_t sinks;           // Union over its changes.
    size_t bytes;
  };
  struct Log {
    uint64_t commit = 0;  // Handed out, maybe not committed.
    uint64_t sequence = 0;
    uint64_t committed = 0;
    uint64_t committed_sequence = 0;
    bool counters_dirty = false;
    std::vector<Change> pending;  // Of the batch being built.
    std::optional<Row> sealed;    // The row of the batch being written.
    std::deque<Row> rows;
    size_t rows_bytes = 0;
    size_t logged_rows = 0;  // How many of `rows`, from the front, the region log holds.
    std::vector<uint64_t> dropped_rows;  // First commits of rows deleted in this batch.
    std::deque<ChangePtr> recent;
    size_t recent_bytes = 0;
    uint64_t recent_from = 0;  // Every kept change with a commit above this is in `recent`.
    std::array<uint64_t, std::size(kAllSinks)> cursors{};
    bool cursors_dirty = false;
    uint64_t released = 0;
    std::multimap<uint64_t, UniqueFunction<void()>> waiting;  // By commit.
  };
  struct Saved {
    Log* log;
    uint64_t commit;
    uint64_t sequence;
    size_t pending;
    bool counters_dirty;
  };

  Log& LogOf(Partition partition);
  const Log& LogOf(Partition partition) const;
  Log& Touch(Partition partition);
  Status LoadLogs(const DatabasePtr& database);
  Status LoadPartition(const DatabasePtr& database, Partition partition, Log* log);
  void SealPartition(Partition partition, Log& log, bool with_cursors, Turn& batch);
  void DropReleasedRows(Partition partition, Log& log, Turn& batch);
  bool Releasable(const Log& log, const Row& row) const;
  // Nothing behind `after` and up to here is needed by `sink`.
  static uint64_t BeforeNeeded(const Log& log, Sink sink, uint64_t after);
  void TrimRecent(Log& log);
  void MarkLogged(Log& log);
  Result<ChangeSource::Page> ReadStored(Partition partition, Sink sink, uint64_t after,
                                        size_t bytes_max, const DatabasePtr& database);

  const Options options_;
  const WallClock& wall_;
  TableSizes sizes_;
  TransactionLocks locks_;
  std::function<void(Partition)> listener_;
  std::function<void(Partition)> index_listener_;
  std::optional<VersionClock> clock_;
  std::optional<HybridTime> ceiling_being_written_;
  std::vector<Saved> turn_;  // What the turn under way touched.
  int seals_since_cursors_ = 0;

  mutable std::mutex mutex_;  // Guards logs_ (but for pending and sealed), backlog and database_.
  std::map<Partition, Log> logs_;
  size_t backlog_bytes_ = 0;
  std::weak_ptr<Database> database_;
};

}  // namespace meridian

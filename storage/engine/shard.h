// Shard: one LevelDB and one executor. Serial evaluation, group commit.
//
// A turn is a function that reads the store as this batch has already changed it, and writes to the
// batch. The shard takes every turn that waits, evaluates them in order, commits all they wrote as
// one synced WriteBatch, then answers all of them. While one fsync runs the next batch collects, so
// no timer is needed. A turn that returns an error leaves nothing behind.
//
// After a failed write nothing is accepted until the database was closed, reopened and its counters
// re-read: LevelDB 1.23 loses acknowledged writes otherwise. Turns that were in the failed batch
// are answered kInternal (their outcome is unknown), later ones kUnavailable. Reading goes on: the
// failed database holds all that was acknowledged, and is closed only when the disk takes writes.
//
// Threads: Submit and database() from any thread. Turns, hooks and `done` run on the Scheduler
// given at construction, which this shard should have to itself.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "storage/base/scheduler.h"
#include "storage/engine/database.h"

namespace meridian {

class Turn {
 public:
  // The row as the store and this batch have it.
  Result<std::optional<std::string>> Get(const std::string& key) const;
  void Put(std::string key, std::string value);
  void Delete(std::string key);
  // For scans: the store without what this batch changed.
  const DatabasePtr& database() const { return database_; }

 private:
  friend class Shard;
  explicit Turn(DatabasePtr database) : database_(std::move(database)) {}
  void Write(std::string key, std::optional<std::string> value);
  void Mark() { undo_.clear(); }
  void RollBack();

  using Overlay = std::unordered_map<std::string, std::optional<std::string>>;
  struct Undo {
    Overlay::value_type* row;  // Growing moves no entry.
    bool was_present;
    std::optional<std::string> value;
  };

  DatabasePtr database_;
  Overlay overlay_;  // What this batch writes; nullopt: deletes.
  std::vector<Undo> undo_;
  size_t bytes_ = 0;
};

// What a layer above adds to every batch: counters, logs.
class CommitHook {
 public:
  virtual ~CommitHook() = default;
  // The database was opened, or opened again: read the counters.
  virtual Status Load(const DatabasePtr& database) = 0;
  // Around each turn; a failed one must leave no trace.
  virtual void TurnBegins() = 0;
  virtual void TurnFails() = 0;
  // All turns of the batch are evaluated; may write what they imply.
  virtual void Seal(Turn& batch) = 0;
  // The batch is on disk.
  virtual void Committed() = 0;
  // The batch failed; Load follows.
  virtual void Failed() = 0;
};

class Shard {
 public:
  struct Options {
    DatabaseOptions database;
    size_t queue_turns_max = 20'000;  // More are refused with kThrottled.
    size_t batch_turns_max = 1'024;
    size_t batch_bytes_max = 4 << 20;
    std::chrono::milliseconds reopen_interval{200};
  };
  using TurnFn = UniqueFunction<Status(Turn&)>;
  using DoneFn = UniqueFunction<void(Status)>;

  // Opens the database and loads `hook`, on the calling thread. `scheduler` and `hook` outlive
  // this.
  static Result<std::unique_ptr<Shard>> Open(Options options, Scheduler& scheduler,
                                             CommitHook& hook);
  // Requires: the Scheduler runs nothing of this any more.
  ~Shard();

  void Submit(TurnFn turn, DoneFn done);
  // What waits is answered kCancelled, and nothing more is accepted.
  void Stop();

  // nullptr while the database is being reopened.
  DatabasePtr database() const;

 private:
  struct Waiting {
    TurnFn turn;
    DoneFn done;
  };

  Shard(Options options, Scheduler& scheduler, CommitHook& hook);
  void Run();
  void Commit(Turn& batch, std::vector<std::pair<DoneFn, Status>>& answers);
  void Recover();
  void TryReopen();
  bool MayReopen();
  void ReopenLater(const Error& cause);

  const Options options_;
  Scheduler& scheduler_;
  CommitHook& hook_;
  // Of the executor alone.
  bool writable_ = true;             // False from a failed write until the database is open again.
  std::weak_ptr<Database> closing_;  // The database that failed, until its last reader lets go.
  uint64_t reopen_failures_ = 0;     // In a row.

  mutable std::mutex mutex_;  // Guards what follows.
  std::deque<Waiting> queue_;
  bool scheduled_ = false;
  bool stopped_ = false;
  DatabasePtr database_;
};

}  // namespace meridian

#include "storage/engine/shard.h"

#include "storage/base/check.h"
#include "storage/base/log.h"

namespace meridian {
namespace {

// One failure to reopen in so many is logged.
constexpr uint64_t kReopenFailuresPerLine = 50;

}  // namespace

Result<std::optional<std::string>> Turn::Get(const std::string& key) const {
  if (const auto at = overlay_.find(key); at != overlay_.end()) return at->second;
  return database_->Get(key);
}

void Turn::Put(std::string key, std::string value) {
  bytes_ += key.size() + value.size();
  Write(std::move(key), std::move(value));
}

void Turn::Delete(std::string key) {
  bytes_ += key.size();
  Write(std::move(key), std::nullopt);
}

void Turn::Write(std::string key, std::optional<std::string> value) {
  const auto [at, inserted] = overlay_.try_emplace(std::move(key));
  undo_.push_back({&*at, !inserted, inserted ? std::nullopt : std::move(at->second)});
  at->second = std::move(value);
}

void Turn::RollBack() {
  while (!undo_.empty()) {
    Undo& last = undo_.back();
    if (last.was_present) {
      last.row->second = std::move(last.value);
    } else {
      overlay_.erase(overlay_.find(last.row->first));
    }
    undo_.pop_back();
  }
}

Result<std::unique_ptr<Shard>> Shard::Open(Options options, Scheduler& scheduler,
                                           CommitHook& hook) {
  auto shard = std::unique_ptr<Shard>(new Shard(std::move(options), scheduler, hook));
  TRY(shard->database_, Database::Open(shard->options_.database));
  TRY(hook.Load(shard->database_));
  return shard;
}

Shard::Shard(Options options, Scheduler& scheduler, CommitHook& hook)
    : options_(std::move(options)), scheduler_(scheduler), hook_(hook) {}

Shard::~Shard() = default;

DatabasePtr Shard::database() const {
  const std::lock_guard lock(mutex_);
  return database_;
}

void Shard::Submit(TurnFn turn, DoneFn done) {
  Errc refused = Errc::kUnset;
  {
    const std::lock_guard lock(mutex_);
    if (stopped_) {
      refused = Errc::kCancelled;
    } else if (queue_.size() >= options_.queue_turns_max) {
      refused = Errc::kThrottled;
    } else {
      queue_.push_back({std::move(turn), std::move(done)});
      if (!scheduled_) {
        scheduled_ = true;
        scheduler_.Post([this] { Run(); });
      }
    }
  }
  if (refused == Errc::kUnset) return;
  scheduler_.Post([done = std::move(done), refused]() mutable {
    done(Error{refused, refused == Errc::kCancelled ? "The region is stopping"
                                                    : "Too many writes are waiting; retry later"});
  });
}

void Shard::Stop() {
  std::deque<Waiting> waiting;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    waiting.swap(queue_);
  }
  if (waiting.empty()) return;
  scheduler_.Post([waiting = std::move(waiting)]() mutable {
    for (Waiting& one : waiting) one.done(Error{Errc::kCancelled, "The region is stopping"});
  });
}

void Shard::Run() {
  std::vector<Waiting> taken;
  DatabasePtr database;
  {
    const std::lock_guard lock(mutex_);
    scheduled_ = false;
    database = database_;
    while (!queue_.empty() && taken.size() < options_.batch_turns_max) {
      taken.push_back(std::move(queue_.front()));
      queue_.pop_front();
    }
  }
  if (taken.empty()) return;

  std::vector<std::pair<DoneFn, Status>> answers;
  answers.reserve(taken.size());
  size_t next = 0;
  if (!writable_) {
    for (; next < taken.size(); ++next) {
      answers.emplace_back(
          std::move(taken[next].done),
          Error{Errc::kUnavailable, "The store is recovering from a disk error; retry later"});
    }
  } else {
    Turn batch(database);
    database.reset();
    for (; next < taken.size() && batch.bytes_ < options_.batch_bytes_max; ++next) {
      batch.Mark();
      hook_.TurnBegins();
      Status status = taken[next].turn(batch);
      if (!status) {
        batch.RollBack();
        hook_.TurnFails();
      }
      answers.emplace_back(std::move(taken[next].done), std::move(status));
    }
    Commit(batch, answers);
  }
  {
    const std::lock_guard lock(mutex_);
    for (size_t i = taken.size(); i > next; --i) queue_.push_front(std::move(taken[i - 1]));
    if (!queue_.empty() && !scheduled_) {
      scheduled_ = true;
      scheduler_.Post([this] { Run(); });
    }
  }
  taken.clear();
  for (auto& [done, status] : answers) done(std::move(status));
}

void Shard::Commit(Turn& batch, std::vector<std::pair<DoneFn, Status>>& answers) {
  hook_.Seal(batch);
  if (batch.overlay_.empty()) {
    hook_.Committed();
    return;
  }
  leveldb::WriteBatch rows;
  for (const auto& [key, value] : batch.overlay_) {
    if (value.has_value()) {
      rows.Put(key, *value);
    } else {
      rows.Delete(key);
    }
  }
  const Status written = batch.database_->Write(&rows);
  if (written) {
    hook_.Committed();
    return;
  }
  LogError("shard.write_failed", {{"path", options_.database.path},
                                  {"error", written.error().message},
                                  {"hint",
                                   "the shard reopens by itself once the disk accepts "
                                   "writes again; check free space and the disk"}});
  hook_.Failed();
  for (auto& [done, status] : answers) {
    if (status) {
      status = Error{Errc::kInternal, "The disk refused the write; its outcome is unknown"};
    }
  }
  Recover();
}

void Shard::Recover() {
  writable_ = false;
  scheduler_.After(options_.reopen_interval, [this] { TryReopen(); });
}

// Whether the failed database is closed; closes it once the disk would take a new one.
bool Shard::MayReopen() {
  DatabasePtr failed;
  {
    const std::lock_guard lock(mutex_);
    failed = std::move(database_);
  }
  if (failed != nullptr) closing_ = failed;
  failed.reset();
  // A reader's cursor may still hold it, and LevelDB locks its folder.
  return closing_.expired();
}

void Shard::ReopenLater(const Error& cause) {
  if (reopen_failures_++ % kReopenFailuresPerLine == 0) {
    LogWarn("shard.reopen_failed", {{"path", options_.database.path}, {"error", cause.message}});
  }
  scheduler_.After(options_.reopen_interval, [this] { TryReopen(); });
}

void Shard::TryReopen() {
  {
    const std::lock_guard lock(mutex_);
    if (stopped_) return;
  }
  if (const Status room = Database::CheckRoom(options_.database); !room) {
    return ReopenLater(room.error());
  }
  if (!MayReopen()) {
    scheduler_.After(options_.reopen_interval, [this] { TryReopen(); });
    return;
  }
  auto opened = Database::Open(options_.database);
  const Status loaded = opened ? hook_.Load(*opened) : Status(opened.error());
  if (!loaded) return ReopenLater(loaded.error());
  writable_ = true;
  reopen_failures_ = 0;
  const std::lock_guard lock(mutex_);
  database_ = *std::move(opened);
  LogInfo("shard.reopened", {{"path", options_.database.path}});
}

}  // namespace meridian

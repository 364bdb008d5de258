// What sinks and waiting writers ask of a ShardLog, from any thread.
#include <algorithm>

#include "storage/engine/keyspace.h"
#include "storage/table/change_row.h"
#include "storage/table/shard_log.h"

namespace meridian {

void ShardLog::TrimRecent(Log& log) {
  const auto done = [&](const Change& change) {
    for (const Sink sink : kAllSinks) {
      if (change.NeededBy(sink) && log.cursors[SinkIndex(sink)] < change.commit) return false;
    }
    return true;
  };
  while (!log.recent.empty() &&
         (log.recent_bytes > options_.recent_bytes_max || done(*log.recent.front()))) {
    log.recent_bytes -= MemoryBytes(*log.recent.front());
    log.recent_from = log.recent.front()->commit;
    log.recent.pop_front();
  }
}

void ShardLog::MarkLogged(Log& log) {
  const uint64_t cursor = log.cursors[SinkIndex(Sink::kRegionLog)];
  while (log.logged_rows < log.rows.size()) {
    const Row& row = log.rows[log.logged_rows];
    const bool needs_log = (row.sinks & static_cast<uint8_t>(Sink::kRegionLog)) != 0;
    if (needs_log && row.last > cursor) break;
    backlog_bytes_ -= row.bytes;
    ++log.logged_rows;
  }
}

uint64_t ShardLog::BeforeNeeded(const Log& log, Sink sink, uint64_t after) {
  const auto behind =
      std::upper_bound(log.rows.begin(), log.rows.end(), after,
                       [](uint64_t commit, const Row& row) { return commit < row.last; });
  const auto needed = std::find_if(behind, log.rows.end(), [sink](const Row& row) {
    return (row.sinks & static_cast<uint8_t>(sink)) != 0;
  });
  return std::max(after, needed == log.rows.end() ? log.committed : needed->first - 1);
}

Result<ChangeSource::Page> ShardLog::Read(Partition partition, Sink sink, uint64_t after,
                                          size_t bytes_max) {
  DatabasePtr database;
  {
    const std::lock_guard lock(mutex_);
    const Log& log = LogOf(partition);
    after = BeforeNeeded(log, sink, after);
    if (after >= log.recent_from) {
      ChangeSource::Page page;
      page.scanned_to = log.committed;
      size_t bytes = 0;
      auto at = std::upper_bound(log.recent.begin(), log.recent.end(), after,
                                 [](uint64_t a, const ChangePtr& c) { return a < c->commit; });
      for (; at != log.recent.end(); ++at) {
        if (bytes >= bytes_max) {
          page.scanned_to = (*at)->commit - 1;
          break;
        }
        if (!(*at)->NeededBy(sink)) continue;
        bytes += MemoryBytes(**at);
        page.changes.push_back(*at);
      }
      return page;
    }
    database = database_.lock();
  }
  if (database == nullptr) return Error{Errc::kUnavailable, "The store is recovering"};
  return ReadStored(partition, sink, after, bytes_max, database);
}

Result<ChangeSource::Page> ShardLog::ReadStored(Partition partition, Sink sink, uint64_t after,
                                                size_t bytes_max, const DatabasePtr& database) {
  std::string from = NumberedRow(partition, RowKind::kChange, 0);
  uint64_t committed = 0;
  {
    const std::lock_guard lock(mutex_);
    const Log& log = LogOf(partition);
    committed = log.committed;
    // The last row that begins at or before the first wanted commit.
    const auto behind =
        std::upper_bound(log.rows.begin(), log.rows.end(), after + 1,
                         [](uint64_t commit, const Row& row) { return commit < row.first; });
    if (behind != log.rows.begin()) {
      from = NumberedRow(partition, RowKind::kChange, std::prev(behind)->first);
    }
  }
  ChangeSource::Page page;
  page.scanned_to = committed;
  size_t bytes = 0;
  RowCursor rows(database, from, PrefixEnd(RowPrefix(partition, RowKind::kChange)));
  for (; rows.Valid(); rows.Next()) {
    if (bytes >= bytes_max) {
      page.scanned_to = ReadBigEndian64(rows.key().substr(kRowPrefixBytes)) - 1;
      break;
    }
    TRY(const ChangeRowHeader header, ReadChangeRowHeader(rows.value()));
    if ((header.sinks & static_cast<uint8_t>(sink)) == 0) continue;
    TRY(std::string_view frames, FramesOfChangeRow(rows.value()));
    while (!frames.empty()) {
      TRY(auto decoded, TakeChange(&frames));
      if (!decoded.change) return decoded.change.error();
      Change& change = *decoded.change;
      if (change.commit <= after || change.commit > committed || !change.NeededBy(sink)) continue;
      bytes += MemoryBytes(change);
      page.changes.push_back(std::make_shared<const Change>(std::move(change)));
    }
  }
  TRY(rows.status());
  return page;
}

uint64_t ShardLog::Cursor(Partition partition, Sink sink) const {
  const std::lock_guard lock(mutex_);
  return LogOf(partition).cursors[SinkIndex(sink)];
}

bool ShardLog::Owes(Partition partition, Sink sink) const {
  const std::lock_guard lock(mutex_);
  const Log& log = LogOf(partition);
  return std::any_of(log.rows.begin(), log.rows.end(), [&](const Row& row) {
    return (row.sinks & static_cast<uint8_t>(sink)) != 0 && row.last > log.cursors[SinkIndex(sink)];
  });
}

void ShardLog::Advance(Partition partition, Sink sink, uint64_t commit) {
  std::vector<UniqueFunction<void()>> reached;
  {
    const std::lock_guard lock(mutex_);
    Log& log = LogOf(partition);
    uint64_t& cursor = log.cursors[SinkIndex(sink)];
    if (commit <= cursor) return;
    cursor = commit;
    log.cursors_dirty = true;
    TrimRecent(log);
    if (sink == Sink::kRegionLog) {
      MarkLogged(log);
      const auto end = log.waiting.upper_bound(cursor);
      for (auto at = log.waiting.begin(); at != end; ++at) reached.push_back(std::move(at->second));
      log.waiting.erase(log.waiting.begin(), end);
    }
  }
  for (auto& done : reached) done();
}

void ShardLog::Release(Partition partition, uint64_t sequence) {
  const std::lock_guard lock(mutex_);
  Log& log = LogOf(partition);
  if (sequence <= log.released) return;
  log.released = sequence;
  log.cursors_dirty = log.cursors_dirty || !log.rows.empty();
}

uint64_t ShardLog::CommittedSequence(Partition partition) const {
  const std::lock_guard lock(mutex_);
  return LogOf(partition).committed_sequence;
}

size_t ShardLog::BacklogBytes() const {
  const std::lock_guard lock(mutex_);
  return backlog_bytes_;
}

void ShardLog::WhenLogged(Partition partition, uint64_t commit, UniqueFunction<void()> done) {
  {
    const std::lock_guard lock(mutex_);
    Log& log = LogOf(partition);
    if (log.cursors[SinkIndex(Sink::kRegionLog)] < commit) {
      log.waiting.emplace(commit, std::move(done));
      return;
    }
  }
  done();
}

}  // namespace meridian

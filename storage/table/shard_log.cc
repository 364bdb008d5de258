#include "storage/table/shard_log.h"

#include <algorithm>

#include "storage/base/check.h"
#include "storage/base/log.h"
#include "storage/engine/keyspace.h"
#include "storage/table/change_row.h"
#include "storage/table/state_codec.h"

namespace meridian {
namespace {

// A sink's cursor is written with the batches that come anyway, and by itself no more often than
// every this many commits without writes (about a second of watermark readings).
constexpr int kSealsBetweenCursors = 5;
constexpr size_t kRowsDroppedPerBatch = 64;

std::string CursorRow(Partition partition, Sink sink) {
  return NamedRow(partition, RowKind::kCursor, std::string(1, static_cast<char>(sink)));
}

}  // namespace

ShardLog::ShardLog(Options options, const WallClock& wall)
    : options_(std::move(options)),
      wall_(wall),
      sizes_(options_.partitions),
      locks_(options_.partitions) {
  for (const Partition partition : options_.partitions) logs_[partition];
}

ShardLog::Log& ShardLog::LogOf(Partition partition) {
  const auto at = logs_.find(partition);
  CHECK(at != logs_.end());
  return at->second;
}

const ShardLog::Log& ShardLog::LogOf(Partition partition) const {
  const auto at = logs_.find(partition);
  CHECK(at != logs_.end());
  return at->second;
}

// --- Opening.

Status ShardLog::Load(const DatabasePtr& database) {
  TRY(sizes_.Load(database));
  TRY(locks_.Load(database));
  TRY(LoadLogs(database));
  // A batch whose outcome was unknown may be there after all.
  if (listener_) {
    for (const Partition partition : options_.partitions) listener_(partition);
  }
  if (index_listener_) {
    for (const Partition partition : options_.partitions) {
      if (Owes(partition, Sink::kRemoteIndex)) index_listener_(partition);
    }
  }
  return OkStatus();
}

Status ShardLog::LoadLogs(const DatabasePtr& database) {
  const std::lock_guard lock(mutex_);
  database_ = database;
  backlog_bytes_ = 0;
  for (auto& [partition, log] : logs_) TRY(LoadPartition(database, partition, &log));
  HybridTime floor = clock_.has_value() ? clock_->last() : HybridTime{};
  TRY(const auto ceiling, database->Get(RowPrefix(kShardRows, RowKind::kCeiling)));
  if (ceiling.has_value()) {
    if (ceiling->size() != 8) return Error{Errc::kCorrupt, "The clock's ceiling is damaged"};
    floor = std::max(floor, HybridTime{ReadBigEndian64(*ceiling)});
  }
  clock_.emplace(wall_, floor);
  return OkStatus();
}

Status ShardLog::LoadPartition(const DatabasePtr& database, Partition partition, Log* log) {
  auto waiting = std::move(log->waiting);
  const uint64_t released = log->released;
  // What sinks have delivered stays delivered, though no batch could say so.
  const auto cursors = log->cursors;
  *log = Log{};
  log->waiting = std::move(waiting);
  log->released = released;
  log->cursors = cursors;
  TRY(const auto counters, database->Get(RowPrefix(partition, RowKind::kCounters)));
  if (counters.has_value()) {
    TRY(const auto decoded, DecodeCounters(*counters));
    log->commit = log->committed = decoded.commit;
    log->sequence = log->committed_sequence = decoded.sequence;
  }
  log->recent_from = log->commit;
  for (const Sink sink : kAllSinks) {
    TRY(const auto cursor, database->Get(CursorRow(partition, sink)));
    const uint64_t stored =
        cursor.has_value() && cursor->size() == 8 ? ReadBigEndian64(*cursor) : 0;
    uint64_t& stands = log->cursors[SinkIndex(sink)];
    if (stands > stored) log->cursors_dirty = true;
    stands = std::max(stands, stored);
  }
  const std::string prefix = RowPrefix(partition, RowKind::kChange);
  RowCursor rows(database, prefix, PrefixEnd(prefix));
  for (; rows.Valid(); rows.Next()) {
    TRY(const ChangeRowHeader header, ReadChangeRowHeader(rows.value()));
    const Row row{.first = ReadBigEndian64(rows.key().substr(kRowPrefixBytes)),
                  .last = header.last,
                  .last_sequence = header.last_sequence,
                  .sinks = header.sinks,
                  .bytes = rows.value().size()};
    log->rows.push_back(row);
    log->rows_bytes += row.bytes;
    backlog_bytes_ += row.bytes;
  }
  TRY(rows.status());
  MarkLogged(*log);
  return OkStatus();
}

// --- In a turn.

ShardLog::Log& ShardLog::Touch(Partition partition) {
  Log& log = LogOf(partition);
  for (const Saved& saved : turn_) {
    if (saved.log == &log) return log;
  }
  turn_.push_back({&log, log.commit, log.sequence, log.pending.size(), log.counters_dirty});
  return log;
}

uint64_t ShardLog::NextCommit(Partition partition) {
  Log& log = Touch(partition);
  log.counters_dirty = true;
  return ++log.commit;
}

void ShardLog::Emit(Partition partition, Change change) {
  if (change.sinks == 0) return;
  Log& log = Touch(partition);
  DCHECK(change.commit == log.commit);
  if (change.NeededBy(Sink::kRegionLog)) change.sequence = ++log.sequence;
  log.pending.push_back(std::move(change));
}

uint64_t ShardLog::EmittedSequence(Partition partition) const { return LogOf(partition).sequence; }

// --- The hooks.

void ShardLog::TurnBegins() {
  sizes_.TurnBegins();
  locks_.TurnBegins();
  turn_.clear();
}

void ShardLog::TurnFails() {
  sizes_.TurnFails();
  locks_.TurnFails();
  for (const Saved& saved : turn_) {
    saved.log->commit = saved.commit;
    saved.log->sequence = saved.sequence;
    saved.log->pending.erase(saved.log->pending.begin() + static_cast<ptrdiff_t>(saved.pending),
                             saved.log->pending.end());
    saved.log->counters_dirty = saved.counters_dirty;
  }
  turn_.clear();
}

void ShardLog::Seal(Turn& batch) {
  sizes_.Seal(batch);
  turn_.clear();
  const std::lock_guard lock(mutex_);
  bool changed = false;
  bool cursors_dirty = false;
  for (const auto& [partition, log] : logs_) {
    changed |= log.counters_dirty;
    cursors_dirty |= log.cursors_dirty;
  }
  const bool with_cursors =
      cursors_dirty && (changed || ++seals_since_cursors_ >= kSealsBetweenCursors);
  if (with_cursors) seals_since_cursors_ = 0;
  for (auto& [partition, log] : logs_) {
    if (log.counters_dirty || (with_cursors && log.cursors_dirty)) {
      SealPartition(partition, log, with_cursors, batch);
    }
  }
  if (const auto ceiling = clock_->CeilingToPersist()) {
    std::string value;
    AppendBigEndian64(ceiling->bits, &value);
    batch.Put(RowPrefix(kShardRows, RowKind::kCeiling), std::move(value));
    ceiling_being_written_ = ceiling;
  }
}

void ShardLog::SealPartition(Partition partition, Log& log, bool with_cursors, Turn& batch) {
  if (!log.pending.empty()) {
    const ChangeRowHeader header = HeaderOf(log.pending);
    std::string row = EncodeChangeRow(header, log.pending);
    const uint64_t first = log.pending.front().commit;
    log.sealed = Row{.first = first,
                     .last = header.last,
                     .last_sequence = header.last_sequence,
                     .sinks = header.sinks,
                     .bytes = row.size()};
    batch.Put(NumberedRow(partition, RowKind::kChange, first), std::move(row));
  }
  if (log.counters_dirty) {
    batch.Put(RowPrefix(partition, RowKind::kCounters),
              EncodeCounters({.commit = log.commit, .sequence = log.sequence}));
  }
  if (with_cursors && log.cursors_dirty) {
    for (const Sink sink : kAllSinks) {
      if (log.cursors[SinkIndex(sink)] == 0) continue;
      std::string value;
      AppendBigEndian64(log.cursors[SinkIndex(sink)], &value);
      batch.Put(CursorRow(partition, sink), std::move(value));
    }
    log.cursors_dirty = false;
    DropReleasedRows(partition, log, batch);
  }
}

bool ShardLog::Releasable(const Log& log, const Row& row) const {
  for (const Sink sink : kAllSinks) {
    const bool needs = (row.sinks & static_cast<uint8_t>(sink)) != 0;
    if (needs && log.cursors[SinkIndex(sink)] < row.last) return false;
  }
  return row.last_sequence <= log.released || log.rows_bytes > options_.retained_bytes_max;
}

void ShardLog::DropReleasedRows(Partition partition, Log& log, Turn& batch) {
  for (size_t i = 0; i < log.rows.size() && i < kRowsDroppedPerBatch; ++i) {
    if (!Releasable(log, log.rows[i])) break;
    batch.Delete(NumberedRow(partition, RowKind::kChange, log.rows[i].first));
    log.dropped_rows.push_back(log.rows[i].first);
  }
}

void ShardLog::Committed() {
  locks_.Committed();
  std::vector<Partition> changed;
  std::vector<Partition> indexed;
  {
    const std::lock_guard lock(mutex_);
    for (auto& [partition, log] : logs_) {
      for (size_t i = 0; i < log.dropped_rows.size(); ++i) {
        log.rows_bytes -= log.rows.front().bytes;
        log.rows.pop_front();
        if (log.logged_rows > 0) --log.logged_rows;
      }
      // More may be releasable than one batch drops.
      if (log.dropped_rows.size() == kRowsDroppedPerBatch) log.cursors_dirty = true;
      log.dropped_rows.clear();
      if (!log.counters_dirty) continue;
      log.counters_dirty = false;
      log.committed = log.commit;
      log.committed_sequence = log.sequence;
      if (!log.sealed.has_value()) continue;
      log.rows.push_back(*log.sealed);
      log.rows_bytes += log.sealed->bytes;
      if ((log.sealed->sinks & static_cast<uint8_t>(Sink::kRemoteIndex)) != 0) {
        indexed.push_back(partition);
      }
      backlog_bytes_ += log.sealed->bytes;
      log.sealed.reset();
      for (Change& change : log.pending) {
        log.recent_bytes += MemoryBytes(change);
        log.recent.push_back(std::make_shared<const Change>(std::move(change)));
      }
      log.pending.clear();
      TrimRecent(log);
      MarkLogged(log);
      changed.push_back(partition);
    }
  }
  if (ceiling_being_written_.has_value()) clock_->Persisted(*ceiling_being_written_);
  ceiling_being_written_.reset();
  if (index_listener_) {
    for (const Partition partition : indexed) index_listener_(partition);
  }
  if (!listener_) return;
  for (const Partition partition : changed) listener_(partition);
}

void ShardLog::Failed() {
  // Load rebuilds the rest from what is on disk; the clock keeps what it gave out.
  ceiling_being_written_.reset();
}

}  // namespace meridian

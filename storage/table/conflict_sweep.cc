#include "storage/table/conflict_sweep.h"

#include <algorithm>
#include <limits>
#include <map>

#include "storage/base/log.h"
#include "storage/engine/keyspace.h"

namespace meridian {
namespace {

constexpr size_t kRowsPerTurn = 200;
constexpr std::chrono::milliseconds kPause{50};
constexpr std::chrono::milliseconds kRetryDelay{1000};
constexpr int64_t kMinuteMillis = 60'000;

// How many there are, by table and the minute in which they were resolved.
using RowsByMinute = std::map<uint32_t, std::map<int64_t, uint64_t>>;

}  // namespace

struct ConflictSweep::Pass {
  uint16_t partition = 0;
  int64_t oldest_millis = 0;           // What was resolved before goes.
  std::map<uint32_t, int64_t> tables;  // The same of tables over the bound; the second walk.
  std::string from;                    // Of the partition: rows before were looked at.
  RowsByMinute kept;
  uint64_t removed = 0;
};

// What one turn saw; it counts once the turn is committed.
struct ConflictSweep::Slice {
  std::string last;  // Row; empty: none.
  bool at_end = false;
  RowsByMinute kept;
  uint64_t removed = 0;
};

ConflictSweep::ConflictSweep(Region& region, ConflictRetention retention)
    : region_(region), retention_(retention) {}

void ConflictSweep::Start() { Begin(); }

void ConflictSweep::Begin() {
  if (retention_.age_max.count() == 0 && retention_.table_rows_max == 0) return;
  auto pass = std::make_shared<Pass>();
  pass->oldest_millis = std::numeric_limits<int64_t>::min();
  if (retention_.age_max.count() > 0) {
    pass->oldest_millis =
        region_.wall().NowMillis() - std::chrono::milliseconds(retention_.age_max).count();
  }
  Step(std::move(pass));
}

void ConflictSweep::Step(std::shared_ptr<Pass> pass) {
  const Partition partition{pass->partition};
  auto slice = std::make_shared<Slice>();
  region_.shard(partition).Submit(
      [pass, slice](Turn& turn) { return Sweep(turn, *pass, *slice); },
      [this, pass, slice, partition](const Status& status) {
        if (!status && status.error().code == Errc::kCancelled) return;
        if (!status) {
          LogWarn("conflicts.sweep_waits", {{"error", status.error().message}});
          return region_.scheduler(partition).After(kRetryDelay, [this, pass] { Step(pass); });
        }
        if (!slice->last.empty()) pass->from = slice->last + '\0';
        pass->removed += slice->removed;
        for (const auto& [table, minutes] : slice->kept) {
          for (const auto& [minute, count] : minutes) pass->kept[table][minute] += count;
        }
        if (slice->at_end) return NextPartition(pass);
        region_.scheduler(partition).After(kPause, [this, pass] { Step(pass); });
      });
}

void ConflictSweep::NextPartition(std::shared_ptr<Pass> pass) {
  pass->from.clear();
  // A second walk removes what the first found to be too many.
  const bool again = pass->tables.empty() && OverBound(*pass);
  pass->kept.clear();
  if (!again) {
    pass->tables.clear();
    if (++pass->partition == region_.map().partitions) {
      if (pass->removed > 0) LogInfo("conflicts.swept", {{"removed", pass->removed}});
      return region_.scheduler(kControlPartition).After(retention_.interval, [this] { Begin(); });
    }
  }
  Step(std::move(pass));
}

Status ConflictSweep::Sweep(Turn& turn, const Pass& pass, Slice& slice) {
  const std::string prefix = RowPrefix(Partition{pass.partition}, RowKind::kConflict);
  RowCursor rows(turn.database(), std::max(prefix, pass.from), PrefixEnd(prefix));
  for (size_t i = 0; i < kRowsPerTurn && rows.Valid(); ++i, rows.Next()) {
    const auto parts = SplitTableRow(rows.key(), kRowPrefixBytes);
    if (!parts.has_value()) return Error{Errc::kCorrupt, "A conflict's row has no key"};
    slice.last = rows.key();
    const auto conflict = DecodeConflict(rows.value());
    if (!conflict) {
      // It stays, for whoever mends the disk's damage.
      LogError("conflicts.row_damaged", {{"error", conflict.error().message}});
      continue;
    }
    const auto bound = pass.tables.find(parts->table);
    const int64_t oldest = bound == pass.tables.end() ? pass.oldest_millis : bound->second;
    if (conflict->resolved_at_millis < oldest) {
      turn.Delete(slice.last);
      ++slice.removed;
    } else {
      ++slice.kept[parts->table][conflict->resolved_at_millis / kMinuteMillis];
    }
  }
  slice.at_end = !rows.Valid();
  return rows.status();
}

bool ConflictSweep::OverBound(Pass& pass) const {
  if (retention_.table_rows_max == 0) return false;
  const uint64_t share =
      std::max<uint64_t>(1, retention_.table_rows_max / region_.map().partitions);
  for (const auto& [table, minutes] : pass.kept) {
    uint64_t newer = 0;
    for (auto minute = minutes.rbegin(); minute != minutes.rend(); ++minute) {
      if (newer >= share) {
        // Everything up to this minute goes.
        pass.tables[table] = (minute->first + 1) * kMinuteMillis;
        break;
      }
      newer += minute->second;
    }
  }
  return !pass.tables.empty();
}

}  // namespace meridian

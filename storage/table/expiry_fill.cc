#include "storage/table/expiry_fill.h"

#include "storage/engine/keyspace.h"
#include "storage/table/expiry_rows.h"
#include "storage/table/state_codec.h"

namespace meridian {
namespace {

constexpr size_t kRowsPerTurn = 500;
constexpr size_t kBytesPerTurn = 1 << 20;
constexpr std::chrono::milliseconds kRetryDelay{1000};

// Where a chunk begins in the range of `prefix`.
std::string From(const ExpiryProgress& progress, const std::string& prefix) {
  return progress.done_to.empty() ? prefix : progress.done_to + '\0';
}

// Gives the next items their rows; what is reached by that.
Result<ExpiryProgress> FillChunk(Turn& turn, Partition partition, TableNumber table,
                                 ExpiryProgress progress) {
  const auto number = static_cast<uint32_t>(table);
  const std::string prefix = TablePrefix(partition, RowKind::kItem, number);
  RowCursor rows(turn.database(), From(progress, prefix), PrefixEnd(prefix));
  size_t bytes = 0;
  for (size_t count = 0; rows.Valid() && count < kRowsPerTurn && bytes < kBytesPerTurn;
       rows.Next(), ++count) {
    progress.done_to = rows.key();
    const auto parts = SplitTableRow(rows.key(), kRowPrefixBytes);
    // As this batch has it: a write before this turn has moved the row already.
    TRY(const auto row, turn.Get(progress.done_to));
    if (!parts.has_value() || !row.has_value()) continue;
    bytes += row->size();
    const auto item = DecodeStoredItem(*row);
    if (!item) continue;  // A damaged item is found and reported by who reads it.
    const auto seconds = ExpirySeconds(item->state, progress.attribute);
    if (!seconds.has_value()) continue;
    turn.Put(ExpiryRow(partition, *seconds, number, parts->slot, parts->key), "");
  }
  TRY(rows.status());
  if (!rows.Valid()) {
    progress.phase = ExpiryPhase::kComplete;
    progress.done_to.clear();
  }
  return progress;
}

// Removes the table's rows among the next of the partition's; nullopt once none is left.
Result<std::optional<ExpiryProgress>> RemoveChunk(Turn& turn, Partition partition,
                                                  TableNumber table, ExpiryProgress progress) {
  const std::string prefix = RowPrefix(partition, kExpiryRows);
  RowCursor rows(turn.database(), From(progress, prefix), PrefixEnd(prefix));
  for (size_t count = 0; rows.Valid() && count < kRowsPerTurn; rows.Next(), ++count) {
    progress.done_to = rows.key();
    const auto parts = SplitExpiryRow(rows.key());
    if (!parts.has_value() || TableNumber{parts->item.table} == table) {
      turn.Delete(progress.done_to);
    }
  }
  TRY(rows.status());
  if (!rows.Valid()) return std::optional<ExpiryProgress>();
  return std::optional(std::move(progress));
}

}  // namespace

ExpiryFill::ExpiryFill(Region& region, const SettingsStore& settings)
    : region_(region), settings_(settings) {}

Status ExpiryFill::Start() {
  std::map<Partition, ByTable> found;
  for (uint16_t p = 0; p < region_.map().partitions; ++p) {
    const DatabasePtr database = region_.shard(Partition{p}).database();
    if (database == nullptr) return Error{Errc::kUnavailable, "The store is recovering"};
    const std::string prefix = RowPrefix(Partition{p}, kExpiryProgressRows);
    ByTable& by_table = found[Partition{p}];
    RowCursor rows(database, prefix, PrefixEnd(prefix));
    for (; rows.Valid(); rows.Next()) {
      if (rows.key().size() != prefix.size() + sizeof(uint32_t)) continue;
      const TableNumber table{ReadBigEndian32(rows.key().substr(prefix.size()))};
      TRY(by_table[table], DecodeExpiryProgress(rows.value()));
    }
    TRY(rows.status());
  }
  {
    const std::lock_guard lock(mutex_);
    progress_ = std::move(found);
    started_ = true;
  }
  Look();
  return OkStatus();
}

void ExpiryFill::Look() {
  const std::lock_guard lock(mutex_);
  if (!started_) return;
  for (const auto& [partition, by_table] : progress_) {
    if (busy_.contains(partition) || !NextTask(partition).has_value()) continue;
    busy_.insert(partition);
    region_.scheduler(partition).Post([this, at = partition] { Step(at); });
  }
}

bool ExpiryFill::Settled(const Table& table, const TimeToLive& time_to_live) const {
  const std::lock_guard lock(mutex_);
  if (!started_) return false;
  for (const auto& [partition, by_table] : progress_) {
    const auto at = by_table.find(table.number);
    const bool complete = at != by_table.end() && at->second.phase == ExpiryPhase::kComplete &&
                          at->second.IsFor(time_to_live);
    if (time_to_live.enabled ? !complete : at != by_table.end()) return false;
  }
  return true;
}

std::optional<ExpiryFill::Task> ExpiryFill::NextTask(Partition partition) const {
  using Action = Task::Action;
  const SettingsViewPtr settings = settings_.View();
  const CatalogViewPtr catalog = region_.catalog().view();
  std::map<TableNumber, TimeToLive> enabled;
  for (const auto& [id, of_table] : settings->all()) {
    const TablePtr table = catalog->FindById(id);
    const bool here = table != nullptr && table->replicas.contains(region_.options().name);
    if (here && of_table.time_to_live.enabled) enabled[table->number] = of_table.time_to_live;
  }
  const ByTable& by_table = progress_.at(partition);
  for (const auto& [number, progress] : by_table) {
    // Of an earlier setting: removed first; behind that the table is looked at anew.
    if (progress.phase == ExpiryPhase::kRemoving) return Task{Action::kRemove, number, progress};
    const auto at = enabled.find(number);
    if (at == enabled.end() || !progress.IsFor(at->second)) {
      return Task{Action::kAnnounce,
                  number,
                  {progress.attribute, progress.changed_at_millis, ExpiryPhase::kRemoving, ""}};
    }
    if (progress.phase == ExpiryPhase::kFilling) return Task{Action::kFill, number, progress};
  }
  for (const auto& [number, time_to_live] : enabled) {
    if (by_table.contains(number)) continue;
    return Task{
        Action::kAnnounce,
        number,
        {time_to_live.attribute, time_to_live.changed_at_millis, ExpiryPhase::kFilling, ""}};
  }
  return std::nullopt;
}

void ExpiryFill::Step(Partition partition) {
  std::optional<Task> task;
  {
    const std::lock_guard lock(mutex_);
    task = NextTask(partition);
    if (!task.has_value()) busy_.erase(partition);
  }
  if (task.has_value()) Run(partition, *std::move(task));
}

void ExpiryFill::Run(Partition partition, Task task) {
  const TableNumber table = task.table;
  auto reached = std::make_shared<std::optional<ExpiryProgress>>();
  region_.shard(partition).Submit(
      [partition, reached, task = std::move(task)](Turn& turn) -> Status {
        switch (task.action) {
          case Task::Action::kAnnounce: *reached = task.progress; break;
          case Task::Action::kFill: {
            TRY(*reached, FillChunk(turn, partition, task.table, task.progress));
            break;
          }
          case Task::Action::kRemove: {
            TRY(*reached, RemoveChunk(turn, partition, task.table, task.progress));
            break;
          }
        }
        const std::string row = ExpiryProgressRow(partition, task.table);
        if (reached->has_value()) {
          turn.Put(row, EncodeExpiryProgress(**reached));
        } else {
          turn.Delete(row);
        }
        return OkStatus();
      },
      [this, partition, table, reached](Status status) {
        if (status) {
          Reached(partition, table, std::move(*reached));
          return Step(partition);
        }
        if (status.error().code == Errc::kCancelled) return;
        // The disk refuses for now, or too much waits.
        region_.scheduler(partition).After(kRetryDelay, [this, partition] { Step(partition); });
      });
}

void ExpiryFill::Reached(Partition partition, TableNumber table,
                         std::optional<ExpiryProgress> progress) {
  const std::lock_guard lock(mutex_);
  if (progress.has_value()) {
    progress_[partition][table] = *std::move(progress);
  } else {
    progress_[partition].erase(table);
  }
}

}  // namespace meridian

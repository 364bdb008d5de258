#include "storage/table/expiry_sweeper.h"

#include <algorithm>
#include <map>
#include <set>

#include "storage/base/log.h"
#include "storage/engine/keyspace.h"
#include "storage/table/expiry_rows.h"
#include "storage/table/item_turns.h"

namespace meridian {
namespace {

constexpr int64_t kIgnoredBeforeSeconds = int64_t{5} * 365 * 24 * 3600;
// What was deleted has to be stepped over until a compaction, so a look begins where the one
// before it ended. Items that were written with a time before that are found by every so many'th.
constexpr uint64_t kLooksPerWhole = 10;

bool IsUnreadable(const Error& error) {
  return error.code == Errc::kCorrupt || error.code == Errc::kUnsupported;
}

bool Serves(const Table& table) {
  const auto self = table.replicas.find(table.region);
  return self != table.replicas.end() && (self->second.status == ReplicaStatus::kActive ||
                                          self->second.status == ReplicaStatus::kUpdating);
}

}  // namespace

// One shard's. Its callbacks hold it weakly, so that none outlives the sweeper.
class ExpirySweeper::Sweep : public std::enable_shared_from_this<Sweep> {
 public:
  Sweep(const ExpirySweeper& owner, std::vector<Partition> partitions)
      : region_(owner.region_),
        settings_(owner.settings_),
        options_(owner.options_),
        deleted_(owner.deleted_),
        partitions_(std::move(partitions)),
        scheduler_(region_.scheduler(partitions_.front())) {}

  void Arm() { Later(options_.interval, &Sweep::Look); }

 private:
  struct Chunk {
    size_t examined = 0;
    size_t deleted = 0;
    std::string last;         // Row that was examined last.
    bool unreadable = false;  // The item of `last`, or an index entry of it.
  };

  void Later(std::chrono::milliseconds delay, void (Sweep::*step)()) {
    scheduler_.After(delay, [weak = weak_from_this(), step] {
      if (const auto self = weak.lock()) (self.get()->*step)();
    });
  }

  void Look() {
    at_ = 0;
    if (looks_++ % kLooksPerWhole == 0) from_.clear();
    Next();
  }

  // The next partition in which something is due, or the next look.
  void Next() {
    for (; at_ < partitions_.size(); ++at_) {
      if (!HasDue(partitions_[at_])) continue;
      return Submit();
    }
    Arm();
  }

  std::string From(Partition partition) const {
    const int64_t seconds = region_.wall().NowMillis() / 1000 - kIgnoredBeforeSeconds;
    std::string first =
        NumberedRow(partition, kExpiryRows, static_cast<uint64_t>(std::max<int64_t>(seconds, 0)));
    const auto reached = from_.find(partition);
    return reached != from_.end() ? std::max(first, reached->second + '\0') : first;
  }
  std::string Until(Partition partition) const {
    const auto seconds = static_cast<uint64_t>(region_.wall().NowMillis() / 1000);
    return NumberedRow(partition, kExpiryRows, seconds + 1);
  }

  bool HasDue(Partition partition) const {
    const DatabasePtr database = region_.shard(partition).database();
    if (database == nullptr) return false;
    const size_t backlog_max = region_.options().backlog_bytes_max / region_.map().shards;
    if (region_.log(partition).BacklogBytes() > backlog_max) return false;
    return RowCursor(database, From(partition), Until(partition)).Valid();
  }

  void Submit() {
    auto chunk = std::make_shared<Chunk>();
    const Partition partition = partitions_[at_];
    region_.shard(partition).Submit(
        [weak = weak_from_this(), partition, chunk](Turn& turn) -> Status {
          const auto self = weak.lock();
          if (self == nullptr) return OkStatus();
          return self->Delete(turn, partition, *chunk);
        },
        [weak = weak_from_this(), partition, chunk](Status status) {
          if (const auto self = weak.lock()) self->Done(partition, *chunk, status);
        });
  }

  Status Delete(Turn& turn, Partition partition, Chunk& chunk) {
    const auto catalog = region_.catalog().published();
    const SettingsViewPtr settings = settings_.View();
    UseTables(catalog.view, settings);
    ItemTurn at{.turn = turn,
                .log = region_.log(partition),
                .partition = partition,
                .origin = region_.origin(),
                .horizon = region_.Horizon(partition),
                .settings = *settings,
                .catalog_sequence = catalog.sequence,
                .now_millis = region_.wall().NowMillis()};
    RowCursor rows(turn.database(), From(partition), Until(partition));
    for (; rows.Valid() && chunk.examined < options_.items_per_turn; rows.Next()) {
      ++chunk.examined;
      chunk.last = rows.key();
      if (unreadable_.contains(chunk.last)) continue;
      const auto deleted = DeleteItem(at, rows.key());
      // The turn ends: a part of the delete may be in it.
      if (!deleted) {
        chunk.unreadable = IsUnreadable(deleted.error());
        return deleted.error();
      }
      chunk.deleted += *deleted ? 1 : 0;
    }
    return rows.status();
  }

  Result<bool> DeleteItem(ItemTurn& at, std::string_view row) {
    const auto parts = SplitExpiryRow(row);
    if (!parts.has_value()) return Error{Errc::kCorrupt, "An expiry's row has no key"};
    const auto table = tables_.find(TableNumber{parts->item.table});
    // Rows that no table stands for are removed by ExpiryFill.
    if (table == tables_.end()) return false;
    if (!Serves(*table->second)) return false;
    if (table->second->durability == Durability::kLog && !region_.log_available()) return false;
    // A transaction has judged the item as it is: later.
    const ItemKey key{.slot = parts->item.slot, .hash = std::string(parts->item.key), .range = {}};
    if (at.log.locks().Holds(table->second->id, key)) return false;
    TRY(const bool expired,
        ExpireItem(at, *table->second, parts->item.slot, parts->item.key, parts->seconds));
    if (!expired) at.turn.Delete(std::string(row));
    return expired;
  }

  // The tables here that have a time to live.
  void UseTables(const CatalogViewPtr& catalog, const SettingsViewPtr& settings) {
    if (catalog == catalog_view_ && settings == settings_view_) return;
    catalog_view_ = catalog;
    settings_view_ = settings;
    tables_.clear();
    for (const auto& [id, of_table] : settings->all()) {
      const TablePtr table = catalog->FindById(id);
      if (table != nullptr && of_table.time_to_live.enabled) tables_[table->number] = table;
    }
    tables_.erase(TableNumber{0});  // Those without a replica here.
  }

  void Done(Partition partition, const Chunk& chunk, const Status& status) {
    if (!status && chunk.unreadable) {
      LogError("expiry.item_damaged", {{"partition", static_cast<uint16_t>(partition)},
                                       {"error", status.error().message},
                                       {"hint", "the item stays until it was repaired"}});
      unreadable_.insert(chunk.last);
      return Later(options_.pause, &Sweep::Next);
    }
    if (!status) {
      if (status.error().code != Errc::kCancelled) Arm();
      return;
    }
    unreadable_.clear();
    if (chunk.deleted > 0 && deleted_) deleted_(chunk.deleted);
    if (!chunk.last.empty()) from_[partition] = chunk.last;
    if (chunk.examined == options_.items_per_turn) return Later(options_.pause, &Sweep::Next);
    ++at_;
    Next();
  }

  Region& region_;
  const SettingsStore& settings_;
  const ExpiryOptions options_;
  const std::function<void(size_t)> deleted_;
  const std::vector<Partition> partitions_;
  Scheduler& scheduler_;
  uint64_t looks_ = 0;
  size_t at_ = 0;                          // Into partitions_, of this look.
  std::map<Partition, std::string> from_;  // Rows up to here were examined.
  std::set<std::string> unreadable_;       // Rows to pass over in the next turn.
  CatalogViewPtr catalog_view_;
  SettingsViewPtr settings_view_;
  std::map<TableNumber, TablePtr> tables_;  // Of these views.
};

ExpirySweeper::ExpirySweeper(Region& region, const SettingsStore& settings, ExpiryOptions options,
                             std::function<void(size_t)> deleted)
    : region_(region), settings_(settings), options_(options), deleted_(std::move(deleted)) {}

ExpirySweeper::~ExpirySweeper() = default;

void ExpirySweeper::Start() {
  std::map<ShardIndex, std::vector<Partition>> by_shard;
  for (uint16_t p = 0; p < region_.map().partitions; ++p) {
    by_shard[region_.map().ShardOf(Partition{p})].push_back(Partition{p});
  }
  for (auto& [shard, partitions] : by_shard) {
    sweeps_.push_back(std::make_shared<Sweep>(*this, std::move(partitions)));
    sweeps_.back()->Arm();
  }
}

}  // namespace meridian

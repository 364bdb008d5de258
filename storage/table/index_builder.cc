#include "storage/table/index_builder.h"

#include "storage/base/log.h"
#include "storage/engine/keyspace.h"
#include "storage/table/state_codec.h"

namespace meridian {
namespace {

constexpr std::chrono::milliseconds kRetryInterval{200};
constexpr std::chrono::milliseconds kStuckInterval{10'000};
constexpr std::chrono::milliseconds kDeliveryInterval{20};

std::string ProgressRow(Partition partition, TableNumber index) {
  return TablePrefix(partition, RowKind::kIndexProgress, static_cast<uint32_t>(index));
}

Result<IndexProgress> ReadProgress(const Turn& turn, const std::string& row) {
  TRY(const auto bytes, turn.Get(row));
  if (!bytes.has_value()) return IndexProgress{};
  return DecodeIndexProgress(*bytes);
}

// The index as the catalog has it, if it is still to be filled.
const Index* FindCreating(const CatalogView& view, const TableId& id, TableNumber number) {
  const TablePtr table = view.FindById(id);
  if (table == nullptr) return nullptr;
  for (const auto& [name, index] : table->indexes) {
    if (index.number == number && index.status == IndexStatus::kCreating) return &index;
  }
  return nullptr;
}

}  // namespace

// One index, in all shards.
struct IndexBuilder::Work {
  TableId table;
  TableNumber index;
  std::mutex mutex;  // Guards what follows: each shard says when it is through.
  size_t shards = 0;
  bool gone = false;                        // The index went meanwhile.
  std::map<Partition, uint64_t> to_arrive;  // The commits that other shards must have.
};

// One index, in one shard. Of its executor alone.
struct IndexBuilder::Walk {
  std::shared_ptr<Work> work;
  std::vector<Partition> partitions;  // Still to do; the last is under way.
  bool gone = false;
  IndexProgress progress;  // Of the chunk just done.
};

void IndexBuilder::Look() {
  const CatalogViewPtr view = region_.catalog().view();
  for (const auto& [id, table] : view->all()) {
    for (const auto& [index_name, index] : table->indexes) {
      if (index.status != IndexStatus::kCreating) continue;
      {
        const std::lock_guard lock(mutex_);
        if (!under_way_.insert(index.number).second) continue;
      }
      Begin(*table, index);
    }
  }
}

void IndexBuilder::Begin(const Table& table, const Index& index) {
  LogInfo("index.backfill_begins", {{"table", table.name}, {"index", index.name()}});
  auto work = std::make_shared<Work>();
  work->table = table.id;
  work->index = index.number;
  std::map<ShardIndex, std::vector<Partition>> shards;
  for (uint16_t p = 0; p < region_.map().partitions; ++p) {
    shards[region_.map().ShardOf(Partition{p})].push_back(Partition{p});
  }
  work->shards = shards.size();
  for (auto& [shard, partitions] : shards) {
    auto walk = std::make_shared<Walk>();
    walk->work = work;
    walk->partitions = std::move(partitions);
    Chunk(std::move(walk));
  }
}

void IndexBuilder::Chunk(std::shared_ptr<Walk> walk) {
  const Partition partition = walk->partitions.back();
  // What the chunk before sent must have arrived: so no more than one waits in the change log.
  if (region_.log(partition).Cursor(partition, Sink::kRemoteIndex) < walk->progress.commit) {
    return region_.scheduler(partition).After(options_.pause, [this, walk] { Chunk(walk); });
  }
  region_.shard(partition).Submit([this, walk](Turn& turn) { return FillChunk(*walk, turn); },
                                  [this, walk](const Status& status) { ChunkDone(walk, status); });
}

Status IndexBuilder::FillChunk(Walk& walk, Turn& turn) {
  const Partition partition = walk.partitions.back();
  const CatalogViewPtr view = region_.catalog().view();
  const Index* index = FindCreating(*view, walk.work->table, walk.work->index);
  walk.gone = index == nullptr;
  if (walk.gone) return OkStatus();
  const std::string row = ProgressRow(partition, walk.work->index);
  TRY(walk.progress, ReadProgress(turn, row));
  if (walk.progress.done) return OkStatus();
  const TablePtr table = view->FindById(walk.work->table);
  IndexFill fill({turn, region_.log(partition), partition}, *table, *index);
  const std::string items =
      TablePrefix(partition, RowKind::kItem, static_cast<uint32_t>(table->number));
  IndexProgress& progress = walk.progress;
  RowCursor rows(turn.database(), std::max(items, progress.after + '\0'), PrefixEnd(items));
  size_t bytes = 0;
  for (size_t n = 0; rows.Valid() && n < options_.chunk_items && bytes < options_.chunk_bytes;
       rows.Next(), ++n) {
    progress.after = rows.key();
    // As this batch has it: what the cursor shows may be written over by a turn before this.
    TRY(const auto value, turn.Get(progress.after));
    if (!value.has_value()) continue;
    bytes += value->size();
    TRY(const StoredItem stored, DecodeStoredItem(*value));
    if (!stored.state.live()) continue;
    TRY(fill.Add(SplitTableRow(progress.after, kRowPrefixBytes)->key, stored.state));
  }
  TRY(rows.status());
  progress.done = !rows.Valid();
  if (const uint64_t commit = fill.Finish(); commit != 0) progress.commit = commit;
  turn.Put(row, EncodeIndexProgress(progress));
  return OkStatus();
}

void IndexBuilder::ChunkDone(std::shared_ptr<Walk> walk, const Status& status) {
  const Partition partition = walk->partitions.back();
  Scheduler& scheduler = region_.scheduler(partition);
  if (!status) {
    if (status.error().code == Errc::kCancelled) return;
    walk->progress = {};  // Wasn't written; its commit number may be nobody's.
    if (status.error().code == Errc::kCorrupt || status.error().code == Errc::kUnsupported) {
      LogError("index.backfill_stuck",
               {{"index", static_cast<uint32_t>(walk->work->index)},
                {"error", status.error().message},
                {"hint", "an item can't be read; repair or delete it, or delete the index"}});
      return scheduler.After(kStuckInterval, [this, walk] { Chunk(walk); });
    }
    return scheduler.After(kRetryInterval, [this, walk] { Chunk(walk); });
  }
  Work& work = *walk->work;
  if (!walk->gone && !walk->progress.done) {
    return scheduler.After(options_.pause, [this, walk] { Chunk(walk); });
  }
  bool last = false;
  {
    const std::lock_guard lock(work.mutex);
    work.gone = work.gone || walk->gone;
    work.to_arrive[partition] = walk->progress.commit;
    walk->progress = {};
    walk->partitions.pop_back();
    if (walk->gone || walk->partitions.empty()) last = --work.shards == 0;
  }
  if (last) return AwaitDelivery(walk->work);
  if (!walk->gone && !walk->partitions.empty()) Chunk(walk);
}

void IndexBuilder::AwaitDelivery(std::shared_ptr<Work> work) {
  if (work->gone) return End(*work);
  for (const auto& [partition, commit] : work->to_arrive) {
    if (region_.log(partition).Cursor(partition, Sink::kRemoteIndex) >= commit) continue;
    return region_.scheduler(kControlPartition).After(kDeliveryInterval, [this, work] {
      AwaitDelivery(work);
    });
  }
  region_.shard(kControlPartition)
      .Submit(
          [this, work](Turn& turn) -> Status {
            region_.catalog().registers().ActivateIndex(work->index, turn);
            return OkStatus();
          },
          [this, work](const Status& status) {
            if (status) {
              LogInfo("index.active", {{"index", static_cast<uint32_t>(work->index)}});
              return End(*work);
            }
            if (status.error().code == Errc::kCancelled) return;
            region_.scheduler(kControlPartition).After(kRetryInterval, [this, work] {
              AwaitDelivery(work);
            });
          });
}

void IndexBuilder::End(const Work& work) {
  const std::lock_guard lock(mutex_);
  under_way_.erase(work.index);
}

}  // namespace meridian

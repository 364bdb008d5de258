#include "storage/table/entry_store.h"

#include <algorithm>

#include "storage/engine/keyspace.h"
#include "storage/table/index_turns.h"

namespace meridian {
namespace {

// partition | kIndexPosition | home partition.
std::string PositionRow(Partition partition, Partition home) {
  std::string row = RowPrefix(partition, RowKind::kIndexPosition);
  AppendBigEndian16(static_cast<uint16_t>(home), &row);
  return row;
}

bool Maintained(const CatalogView& view, const TableId& id, TableNumber number) {
  const TablePtr table = view.FindById(id);
  return table != nullptr && std::ranges::any_of(table->indexes, [number](const auto& one) {
           return one.second.number == number && one.second.status != IndexStatus::kDeleting;
         });
}

// What one partition has of a home partition, while a delivery is carried out.
struct Progress {
  uint64_t had = 0;
  uint64_t has = 0;
};

}  // namespace

void RegionEntries::Deliver(ShardIndex to, Partition home, std::vector<ChangePtr> changes,
                            UniqueFunction<void(Status)> done) {
  const Partition leader = region_.ShardLeaders()[static_cast<size_t>(to)];
  region_.shard(leader).Submit([this, to, home, changes = std::move(changes)](
                                   Turn& turn) { return Write(turn, to, home, changes); },
                               std::move(done));
}

Status RegionEntries::Write(Turn& turn, ShardIndex to, Partition home,
                            const std::vector<ChangePtr>& changes) {
  const CatalogViewPtr view = region_.catalog().view();
  std::map<Partition, Progress> partitions;
  for (const ChangePtr& change : changes) {
    for (const IndexEntry& entry : change->entries) {
      const Partition partition = region_.map().OfSlot(entry.slot);
      if (region_.map().ShardOf(partition) != to) continue;
      const auto [at, first] = partitions.try_emplace(partition);
      if (first) {
        TRY(const auto row, turn.Get(PositionRow(partition, home)));
        if (row.has_value() && row->size() != sizeof(uint64_t)) {
          return Error{Errc::kCorrupt, "The position of an index's entries is damaged"};
        }
        if (row.has_value()) at->second.had = ReadBigEndian64(*row);
      }
      at->second.has = change->commit;
      if (change->commit <= at->second.had || !Maintained(*view, change->table, entry.index)) {
        continue;
      }
      TRY(WriteIndexEntry(turn, region_.log(partition), partition, entry));
    }
  }
  for (const auto& [partition, progress] : partitions) {
    if (progress.has <= progress.had) continue;
    std::string value;
    AppendBigEndian64(progress.has, &value);
    turn.Put(PositionRow(partition, home), std::move(value));
  }
  return OkStatus();
}

}  // namespace meridian

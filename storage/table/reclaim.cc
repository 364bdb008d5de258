#include "storage/table/reclaim.h"

#include <algorithm>

#include "storage/base/log.h"
#include "storage/engine/keyspace.h"

namespace meridian {
namespace {

constexpr size_t kRowsPerTurn = 500;
constexpr std::chrono::seconds kRetryDelay{1};
constexpr std::string_view kNotePrefix = "reclaim/";
constexpr RowKind kTableKinds[] = {RowKind::kItem, RowKind::kIndexEntry, RowKind::kConflict,
                                   RowKind::kIndexProgress};

std::string NoteRow(TableNumber table) {
  std::string name(kNotePrefix);
  AppendBigEndian32(static_cast<uint32_t>(table), &name);
  return NamedRow(kControlPartition, RowKind::kNote, name);
}

}  // namespace

struct Reclaimer::Work {
  TableNumber number;
  What what;
  std::vector<Partition> partitions;  // Still to do; the last is under way.
  std::string done_to;                // Of that one: rows up to here are gone.
};

Reclaimer::Reclaimer(Region& region, CatalogReader& catalog) : region_(region), catalog_(catalog) {}

Status Reclaimer::Start() {
  const DatabasePtr database = region_.shard(kControlPartition).database();
  if (database == nullptr) return Error{Errc::kUnavailable, "The store is recovering"};
  const std::string prefix = NamedRow(kControlPartition, RowKind::kNote, kNotePrefix);
  RowCursor rows(database, prefix, PrefixEnd(prefix));
  for (; rows.Valid(); rows.Next()) {
    if (rows.key().size() != prefix.size() + 4) continue;
    Reclaim(TableNumber{ReadBigEndian32(rows.key().substr(prefix.size()))}, What::kTable);
  }
  TRY(rows.status());
  Look();
  return OkStatus();
}

void Reclaimer::Look() {
  const CatalogViewPtr view = catalog_.View();
  for (const auto& [id, table] : view->all()) {
    const auto self = table->replicas.find(region_.options().name);
    if (self != table->replicas.end() && self->second.status == ReplicaStatus::kDeleting) {
      Retire(table);
    }
  }
  for (const TableNumber index : view->retired_indexes()) {
    {
      const std::lock_guard lock(mutex_);
      if (!indexes_.insert(index).second) continue;
    }
    Reclaim(index, What::kIndex);
  }
}

void Reclaimer::Retire(TablePtr table) {
  // The note first: once the table is gone from the catalog nothing else remembers its rows.
  region_.shard(kControlPartition)
      .Submit(
          [row = NoteRow(table->number)](Turn& turn) -> Status {
            turn.Put(row, "");
            return OkStatus();
          },
          [this, table](Status noted) {
            if (!noted) return RetireLater(table, noted.error());
            catalog_.Update(
                [this, table](const CatalogView& view) -> Result<std::vector<RegisterWrite>> {
                  const TablePtr now = view.FindById(table->id);
                  const bool still = now != nullptr && now->number == table->number &&
                                     now->replicas.contains(region_.options().name) &&
                                     now->self().status == ReplicaStatus::kDeleting;
                  if (!still) return Error{Errc::kCancelled, "Retired already"};
                  return std::vector<RegisterWrite>{
                      {table->id, Replica{ReplicaStatus::kDeleted, "", ""}, now->region}};
                },
                [this, table](Status retired) {
                  if (!retired) return RetireLater(table, retired.error());
                  Reclaim(table->number, What::kTable);
                });
          });
}

void Reclaimer::RetireLater(TablePtr table, const Error& cause) {
  if (cause.code == Errc::kCancelled) return;
  LogWarn("table.retire_waits", {{"table", table->name}, {"error", cause.message}});
  region_.scheduler(kControlPartition).After(kRetryDelay, [this, table] { Retire(table); });
}

void Reclaimer::Reclaim(TableNumber number, What what) {
  LogInfo("table.reclaim_begins", {{"number", static_cast<uint32_t>(number)}});
  auto work = std::make_shared<Work>();
  work->number = number;
  work->what = what;
  for (uint16_t p = 0; p < region_.map().partitions; ++p) work->partitions.push_back(Partition{p});
  ReclaimChunk(std::move(work));
}

void Reclaimer::Finish(std::shared_ptr<Work> work) {
  region_.shard(kControlPartition)
      .Submit(
          [this, work](Turn& turn) -> Status {
            if (work->what == What::kIndex) {
              region_.catalog().registers().ForgetIndex(work->number, turn);
            } else {
              turn.Delete(NoteRow(work->number));
            }
            return OkStatus();
          },
          [this, work](const Status& status) {
            if (status) {
              LogInfo("table.reclaimed", {{"number", static_cast<uint32_t>(work->number)}});
            } else if (status.error().code != Errc::kCancelled) {
              region_.scheduler(kControlPartition).After(std::chrono::seconds(1), [this, work] {
                Finish(work);
              });
            }
          });
}

void Reclaimer::ReclaimChunk(std::shared_ptr<Work> work) {
  if (work->partitions.empty()) return Finish(std::move(work));
  const Partition partition = work->partitions.back();
  auto deleted = std::make_shared<size_t>(0);
  auto last = std::make_shared<std::string>();
  region_.shard(partition).Submit(
      [this, work, partition, deleted, last](Turn& turn) -> Status {
        for (const RowKind kind : kTableKinds) {
          const std::string prefix =
              TablePrefix(partition, kind, static_cast<uint32_t>(work->number));
          // Not from the prefix: what was deleted there has to be stepped over until a compaction.
          RowCursor rows(turn.database(), std::max(prefix, work->done_to), PrefixEnd(prefix));
          for (; rows.Valid() && *deleted < kRowsPerTurn; rows.Next(), ++*deleted) {
            *last = rows.key();
            turn.Delete(*last);
          }
          TRY(rows.status());
        }
        if (*deleted < kRowsPerTurn) region_.log(partition).sizes().Forget(partition, work->number);
        return OkStatus();
      },
      [this, work, partition, deleted, last](Status status) {
        if (status) work->done_to = *last;
        if (status && *deleted < kRowsPerTurn) {
          work->partitions.pop_back();
          work->done_to.clear();
        }
        if (status || status.error().code == Errc::kThrottled) return ReclaimChunk(work);
        if (status.error().code == Errc::kCancelled) return;
        // The disk refuses for now; the note keeps the rest.
        region_.scheduler(partition).After(kRetryDelay, [this, work] { ReclaimChunk(work); });
      });
}

}  // namespace meridian

#include "storage/table/replicated_store.h"

#include "storage/base/log.h"
#include "storage/engine/keyspace.h"
#include "storage/table/item_turns.h"
#include "storage/table/pending_rows.h"
#include "storage/table/state_codec.h"
#include "storage/table/table_cursors.h"

namespace meridian {
namespace {

void PutPosition(Turn& turn, Partition partition, const ApplyOptions& options) {
  if (!options.position.has_value()) return;
  turn.Put(NamedRow(partition, RowKind::kPosition, options.source),
           EncodePosition(*options.position));
}

ItemTurn TurnOf(Region& region, const SettingsView& settings, Turn& turn, Partition partition) {
  return {.turn = turn,
          .log = region.log(partition),
          .partition = partition,
          .origin = region.origin(),
          .horizon = region.Horizon(partition),
          .settings = settings,
          .catalog_sequence = region.catalog().published().sequence,
          .now_millis = region.wall().NowMillis()};
}

std::string NoteRow(const std::string& name) {
  return NamedRow(kControlPartition, RowKind::kNote, "replicator/" + name);
}

}  // namespace

void ReplicatedStore::Apply(Partition partition, std::vector<IncomingChange> changes, MergeFn merge,
                            ApplyOptions options, UniqueFunction<void(Status)> done) {
  region_.shard(partition).Submit(
      [this, partition, changes = std::move(changes), merge = std::move(merge),
       options = std::move(options)](Turn& turn) mutable -> Status {
        const SettingsViewPtr settings = settings_.View();
        ItemTurn at = TurnOf(region_, *settings, turn, partition);
        const CatalogViewPtr view = region_.catalog().view();
        for (IncomingChange& change : changes) {
          // The table may have been dropped, or joined anew under another number, meanwhile.
          change.table = view->FindById(change.table->id);
          const bool here =
              change.table != nullptr && change.table->replicas.contains(region_.options().name);
          if (here) TRY(ApplyChange(at, change, merge));
        }
        for (PendingChange& kept : options.keep) {
          turn.Put(PendingRow(partition, options.source, kept.table, kept.sequence),
                   std::move(kept.frame));
        }
        for (const PendingChange& dropped : options.drop) {
          turn.Delete(PendingRow(partition, options.source, dropped.table, dropped.sequence));
        }
        PutPosition(turn, partition, options);
        return OkStatus();
      },
      std::move(done));
}

void ReplicatedStore::ApplyRegisters(std::vector<Register> registers, ApplyOptions options,
                                     UniqueFunction<void(Status)> done) {
  region_.shard(kControlPartition)
      .Submit(
          [this, registers = std::move(registers),
           options = std::move(options)](Turn& turn) mutable -> Status {
            for (Register& reg : registers) {
              TRY(region_.catalog().registers().Merge(std::move(reg), turn));
            }
            PutPosition(turn, kControlPartition, options);
            return OkStatus();
          },
          std::move(done));
}

// All or none: a part would be taken for the whole.
std::vector<Register> ReplicatedStore::AllRegisters() const {
  std::vector<Register> all;
  const DatabasePtr database = region_.shard(kControlPartition).database();
  if (database == nullptr) return {};
  const std::string prefix = RowPrefix(kControlPartition, RowKind::kRegister);
  RowCursor rows(database, prefix, PrefixEnd(prefix));
  for (; rows.Valid(); rows.Next()) {
    auto reg = DecodeRegister(rows.value());
    if (!reg) {
      LogError("catalog.register_damaged", {{"error", reg.error().message}});
      return {};
    }
    all.push_back(*std::move(reg));
  }
  if (const Status read = rows.status(); !read) {
    LogError("catalog.unreadable", {{"error", read.error().message}});
    return {};
  }
  return all;
}

Result<std::map<std::string, Position>> ReplicatedStore::Positions(Partition partition) const {
  const DatabasePtr database = region_.shard(partition).database();
  if (database == nullptr) return Error{Errc::kUnavailable, "The store is recovering"};
  return ReadPositions(database, partition);
}

void ReplicatedStore::ReadWatermark(UniqueFunction<void(Result<Watermark>)> done) {
  struct Gathering {
    std::mutex mutex;
    Watermark watermark;
    std::optional<Error> error;
    size_t missing = 0;
    UniqueFunction<void(Result<Watermark>)> done;
  };
  const std::vector<Partition> leaders = region_.ShardLeaders();
  auto gathering = std::make_shared<Gathering>();
  gathering->watermark.clock = HybridTime{~uint64_t{0}};
  gathering->watermark.sequences.resize(region_.map().partitions + size_t{1});
  gathering->missing = leaders.size();
  gathering->done = std::move(done);

  for (const Partition leader : leaders) {
    const ShardIndex shard = region_.map().ShardOf(leader);
    region_.shard(leader).Submit(
        [this, leader, shard, gathering](Turn&) -> Status {
          ShardLog& log = region_.log(leader);
          const std::lock_guard lock(gathering->mutex);
          Watermark& watermark = gathering->watermark;
          watermark.clock = std::min(watermark.clock, log.locks().BelowPrepared(log.ReadClock()));
          const uint16_t partitions = region_.map().partitions;
          for (uint16_t p = 0; p < partitions; ++p) {
            if (region_.map().ShardOf(Partition{p}) != shard) continue;
            watermark.sequences[p] = log.EmittedSequence(Partition{p});
          }
          if (shard == ShardIndex{0}) {
            watermark.sequences[partitions] = log.EmittedSequence(kControlPartition);
          }
          return OkStatus();
        },
        [gathering](Status status) {
          bool last = false;
          {
            const std::lock_guard lock(gathering->mutex);
            if (!status) gathering->error = std::move(status).error();
            last = --gathering->missing == 0;
          }
          if (!last) return;
          if (gathering->error.has_value()) {
            gathering->done(*std::move(gathering->error));
          } else {
            gathering->done(std::move(gathering->watermark));
          }
        });
  }
}

void ReplicatedStore::SetHorizon(Partition partition, HybridTime horizon) {
  region_.RaiseHorizon(partition, horizon);
}

void ReplicatedStore::KeepHorizon(Partition partition, HybridTime horizon,
                                  UniqueFunction<void(Status)> done) {
  region_.RaiseHorizon(partition, horizon);
  region_.shard(partition).Submit(
      [this, partition](Turn& turn) -> Status {
        std::string row;
        AppendBigEndian64(region_.Horizon(partition).bits, &row);
        turn.Put(RowPrefix(partition, RowKind::kHorizon), std::move(row));
        return OkStatus();
      },
      std::move(done));
}

void ReplicatedStore::PurgeTombstones(Partition partition, size_t limit,
                                      UniqueFunction<void(Result<size_t>)> done) {
  auto purged = std::make_shared<size_t>(0);
  region_.shard(partition).Submit(
      [this, partition, limit, purged](Turn& turn) -> Status {
        const SettingsViewPtr settings = settings_.View();
        ItemTurn at = TurnOf(region_, *settings, turn, partition);
        TRY(*purged, meridian::PurgeTombstones(at, limit));
        return OkStatus();
      },
      [purged, done = std::move(done)](Status status) mutable {
        if (!status) return done(std::move(status).error());
        done(*purged);
      });
}

void ReplicatedStore::ReleaseLog(Partition partition, uint64_t sequence) {
  region_.log(partition).Release(partition, sequence);
}

void ReplicatedStore::Snapshot(TablePtr table, Partition partition,
                               UniqueFunction<void(Result<std::unique_ptr<StateCursor>>)> done) {
  region_.shard(partition).Submit(
      [](Turn&) { return OkStatus(); },
      [this, table = std::move(table), partition, done = std::move(done)](Status status) mutable {
        if (!status) return done(std::move(status).error());
        done(MakeStateCursor(region_, *table, partition));
      });
}

Result<std::map<TableId, PendingRange>> ReplicatedStore::PendingRanges(
    Partition partition, const std::string& source) const {
  const DatabasePtr database = region_.shard(partition).database();
  if (database == nullptr) return Error{Errc::kUnavailable, "The store is recovering"};
  return ReadPendingRanges(database, partition, source);
}

Result<std::vector<PendingChange>> ReplicatedStore::ReadPending(Partition partition,
                                                                const std::string& source,
                                                                const TableId& table, uint64_t from,
                                                                size_t limit) const {
  const DatabasePtr database = region_.shard(partition).database();
  if (database == nullptr) return Error{Errc::kUnavailable, "The store is recovering"};
  std::vector<PendingChange> pending;
  RowCursor rows(database, PendingRow(partition, source, table, from),
                 PrefixEnd(PendingPrefix(partition, source, table)));
  for (; rows.Valid() && pending.size() < limit; rows.Next()) {
    pending.push_back({table, SequenceOfPendingRow(rows.key()), std::string(rows.value())});
  }
  TRY(rows.status());
  return pending;
}

Result<std::optional<std::string>> ReplicatedStore::ReadNote(const std::string& name) const {
  const DatabasePtr database = region_.shard(kControlPartition).database();
  if (database == nullptr) return Error{Errc::kUnavailable, "The store is recovering"};
  return database->Get(NoteRow(name));
}

void ReplicatedStore::WriteNote(const std::string& name, std::optional<std::string> value,
                                UniqueFunction<void(Status)> done) {
  region_.shard(kControlPartition)
      .Submit(
          [row = NoteRow(name), value = std::move(value)](Turn& turn) mutable -> Status {
            if (value.has_value()) {
              turn.Put(row, *std::move(value));
            } else {
              turn.Delete(row);
            }
            return OkStatus();
          },
          std::move(done));
}

}  // namespace meridian

#include "storage/table/region.h"

#include <leveldb/env.h>

#include "storage/base/check.h"
#include "storage/base/log.h"
#include "storage/engine/keyspace.h"

namespace meridian {
namespace {

std::string IdentityRow() { return RowPrefix(kShardRows, RowKind::kIdentity); }

Result<std::optional<DirectoryIdentity>> ReadIdentity(const Database& database) {
  TRY(const auto row, database.Get(IdentityRow()));
  if (!row.has_value()) return std::optional<DirectoryIdentity>();
  TRY(auto identity, DecodeIdentity(*row));
  return std::optional<DirectoryIdentity>(std::move(identity));
}

Status WriteIdentity(Database& database, const DirectoryIdentity& identity) {
  leveldb::WriteBatch batch;
  batch.Put(IdentityRow(), EncodeIdentity(identity));
  return database.Write(&batch);
}

std::string ShardPath(const Region::Options& options, size_t index) {
  return options.data_dir + "/shard-" + std::to_string(index);
}

// Shard 0's database, where the identity is kept; made if the directory is new.
Result<DatabasePtr> OpenFirst(const Region::Options& options) {
  leveldb::Env* env = options.shard.database.env;
  // An existing directory is fine; one that can't be made fails at Open with the path.
  (void)(env != nullptr ? env : leveldb::Env::Default())->CreateDir(options.data_dir);
  DatabaseOptions first = options.shard.database;
  first.path = ShardPath(options, 0);
  return Database::Open(first);
}

// The identity kept in shard 0, made if the directory is new.
Result<DirectoryIdentity> FindIdentity(const Region::Options& options, SecureRandom& random) {
  TRY(const auto database, OpenFirst(options));
  TRY(auto found, ReadIdentity(*database));
  if (found.has_value()) return *std::move(found);
  DirectoryIdentity made{.origin = {options.name, random.Next64()},
                         .partitions = options.partitions,
                         .shards = options.shards};
  TRY(WriteIdentity(*database, made));
  return made;
}

}  // namespace

Result<uint16_t> Region::ShardsOf(const Options& options) {
  TRY(const auto database, OpenFirst(options));
  TRY(const auto found, ReadIdentity(*database));
  return found.has_value() ? found->shards : options.shards;
}

Result<std::unique_ptr<Region>> Region::Open(Options options, std::vector<Scheduler*> schedulers,
                                             const WallClock& wall, SecureRandom& random) {
  CHECK(options.shards >= 1 && options.shards <= options.partitions);
  TRY(const DirectoryIdentity identity, FindIdentity(options, random));
  if (identity.origin.region != options.name || identity.partitions != options.partitions) {
    return Error{Errc::kValidation,
                 "The data directory " + options.data_dir + " belongs to region " +
                     identity.origin.region + " with " + std::to_string(identity.partitions) +
                     " partitions, but the configuration says region " + options.name + " with " +
                     std::to_string(options.partitions) +
                     "; correct the configuration or use another directory"};
  }
  options.shards = identity.shards;
  CHECK(schedulers.size() >= options.shards);
  auto region = std::unique_ptr<Region>(new Region(std::move(options), wall));
  region->origin_ = identity.origin;
  region->catalog_->registers().SetOrigin(identity.origin);
  for (size_t i = 0; i < region->units_.size(); ++i) {
    Unit& unit = *region->units_[i];
    unit.scheduler = schedulers[i];
    Shard::Options shard = region->options_.shard;
    shard.database.path = ShardPath(region->options_, i);
    CommitHook& hook = i == 0 ? static_cast<CommitHook&>(*region->catalog_) : unit.log;
    TRY(unit.shard, Shard::Open(std::move(shard), *unit.scheduler, hook));
    TRY(const auto found, ReadIdentity(*unit.shard->database()));
    if (!found.has_value()) {
      TRY(WriteIdentity(*unit.shard->database(), identity));
    } else if (found->origin != identity.origin) {
      return Error{Errc::kCorrupt, "Shard " + std::to_string(i) + " of " +
                                       region->options_.data_dir +
                                       " belongs to another data directory; restore it or rebuild "
                                       "the region"};
    }
  }
  TRY(region->LoadHorizons());
  return region;
}

Region::Region(Options options, const WallClock& wall)
    : options_(std::move(options)),
      wall_(wall),
      map_{.partitions = options_.partitions, .shards = options_.shards},
      horizons_(static_cast<size_t>(options_.partitions) + 1) {
  std::vector<ShardLog::Options> logs(options_.shards);
  for (uint16_t p = 0; p < options_.partitions; ++p) {
    logs[static_cast<size_t>(map_.ShardOf(Partition{p}))].partitions.push_back(Partition{p});
  }
  logs[0].partitions.push_back(kControlPartition);
  for (ShardLog::Options& log : logs) {
    log.map = map_;
    log.recent_bytes_max = options_.recent_bytes_max;
    log.retained_bytes_max = options_.retained_bytes_max;
    units_.push_back(std::make_unique<Unit>(std::move(log), wall_));
  }
  catalog_ = std::make_unique<CatalogCommit>(options_.name, units_[0]->log);
}

Region::~Region() = default;

Status Region::LoadHorizons() {
  for (uint16_t p = 0; p < map_.partitions; ++p) {
    TRY(const auto row,
        shard(Partition{p}).database()->Get(RowPrefix(Partition{p}, RowKind::kHorizon)));
    if (!row) continue;
    if (row->size() != sizeof(uint64_t)) {
      return Error{Errc::kCorrupt, "A horizon has the wrong length"};
    }
    RaiseHorizon(Partition{p}, HybridTime{ReadBigEndian64(*row)});
  }
  return OkStatus();
}

void Region::Stop() {
  for (const auto& unit : units_) unit->shard->Stop();
}

Region::Unit& Region::UnitOf(Partition partition) const {
  return *units_[static_cast<size_t>(map_.ShardOf(partition))];
}

std::vector<Partition> Region::ShardLeaders() const {
  std::vector<Partition> leaders;
  for (uint16_t p = 0; p < map_.partitions; ++p) {
    if (static_cast<size_t>(map_.ShardOf(Partition{p})) == leaders.size()) {
      leaders.push_back(Partition{p});
    }
  }
  return leaders;
}

std::vector<Partition> Region::Partitions() const {
  std::vector<Partition> all;
  for (uint16_t p = 0; p < map_.partitions; ++p) all.push_back(Partition{p});
  all.push_back(kControlPartition);
  return all;
}

ItemTotals Region::TotalsOf(TableNumber number) const {
  ItemTotals sum;
  for (const auto& unit : units_) {
    const ItemTotals totals = unit->log.sizes().Of(number);
    sum.items += totals.items;
    sum.bytes += totals.bytes;
  }
  return sum;
}

namespace {

size_t HorizonIndex(Partition partition, size_t count) {
  return partition == kControlPartition ? count - 1 : static_cast<size_t>(partition);
}

}  // namespace

HybridTime Region::Horizon(Partition partition) const {
  return HybridTime{horizons_[HorizonIndex(partition, horizons_.size())].load()};
}

void Region::RaiseHorizon(Partition partition, HybridTime horizon) {
  std::atomic<uint64_t>& stands = horizons_[HorizonIndex(partition, horizons_.size())];
  uint64_t seen = stands.load();
  while (seen < horizon.bits && !stands.compare_exchange_weak(seen, horizon.bits)) {
  }
}

}  // namespace meridian

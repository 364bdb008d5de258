// Region: the shards, logs and catalog of one region's data directory, opened together.
//
// The stores (item_store.h, replicated_store.h, region_changes.h, catalog_store.h) are doors to
// this.
//
// Threads: every const member from any thread.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "storage/base/random.h"
#include "storage/table/catalog_commit.h"
#include "storage/table/shard_log.h"
#include "storage/table/state_codec.h"

namespace meridian {

class Region {
 public:
  struct Options {
    std::string name;                       // The region's, like "us-east-1".
    std::string data_dir;                   // Made if absent.
    uint16_t partitions = 16;               // P; fixed when the data directory is made.
    uint16_t shards = 1;                    // S; fixed when the data directory is made.
    Shard::Options shard;                   // Its database.path is filled in.
    size_t recent_bytes_max = 8 << 20;      // Changes kept in memory, a partition.
    size_t retained_bytes_max = 256 << 20;  // Change rows kept for lagging replicas, a partition.
    size_t backlog_bytes_max = 1 << 30;  // Changes that Kafka hasn't taken; more throttle writes.
    std::chrono::milliseconds log_timeout{10'000};  // A write of log durability waits this long.
  };

  // Opens or makes the data directory. `schedulers`: one for each shard, for its use alone; they,
  // `wall` and `random` outlive this. An existing directory must have been made with the same name
  // and P (kValidation says what differs); its own S holds.
  static Result<std::unique_ptr<Region>> Open(Options options, std::vector<Scheduler*> schedulers,
                                              const WallClock& wall, SecureRandom& random);
  // How many shards Open will use: those the data directory has, or those of `options`.
  static Result<uint16_t> ShardsOf(const Options& options);
  ~Region();

  // Answers what waits with kCancelled and accepts nothing more.
  void Stop();

  const Options& options() const { return options_; }
  const Origin& origin() const { return origin_; }
  const PartitionMap& map() const { return map_; }
  const WallClock& wall() const { return wall_; }

  ShardLog& log(Partition partition) const { return UnitOf(partition).log; }
  Shard& shard(Partition partition) const { return *UnitOf(partition).shard; }
  Scheduler& scheduler(Partition partition) const { return *UnitOf(partition).scheduler; }
  // The first data partition of each shard.
  std::vector<Partition> ShardLeaders() const;
  // Data partitions ascending, then kControlPartition.
  std::vector<Partition> Partitions() const;

  CatalogCommit& catalog() const { return *catalog_; }

  // Live items (entries) of a table or index, over all shards.
  ItemTotals TotalsOf(TableNumber number) const;

  HybridTime Horizon(Partition partition) const;
  void RaiseHorizon(Partition partition, HybridTime horizon);

  bool log_available() const { return log_available_.load(std::memory_order_relaxed); }
  void set_log_available(bool available) { log_available_.store(available); }

 private:
  struct Unit {
    Unit(ShardLog::Options log_options, const WallClock& wall)
        : log(std::move(log_options), wall) {}
    Scheduler* scheduler = nullptr;
    ShardLog log;
    std::unique_ptr<Shard> shard;
  };

  Region(Options options, const WallClock& wall);
  Unit& UnitOf(Partition partition) const;
  // What was purged was seen by every write from now on.
  Status LoadHorizons();

  Options options_;
  const WallClock& wall_;
  Origin origin_;
  PartitionMap map_;
  std::unique_ptr<CatalogCommit> catalog_;
  std::vector<std::unique_ptr<Unit>> units_;
  std::vector<std::atomic<uint64_t>> horizons_;
  std::atomic<bool> log_available_{true};
};

}  // namespace meridian

#include "storage/table/index_courier.h"

#include <set>

#include "storage/base/check.h"
#include "storage/base/log.h"

namespace meridian {
namespace {

constexpr size_t kPageBytes = 512 << 10;
constexpr std::chrono::milliseconds kRetryInterval{100};

std::set<ShardIndex> ShardsIn(const std::vector<ChangePtr>& changes, const PartitionMap& map) {
  std::set<ShardIndex> shards;
  for (const ChangePtr& change : changes) {
    for (const IndexEntry& entry : change->entries) {
      shards.insert(map.ShardOf(map.OfSlot(entry.slot)));
    }
  }
  return shards;
}

}  // namespace

// A page on its way to all shards that have a part in it. Of the home's executor alone.
struct IndexCourier::Delivery {
  Partition home;
  uint64_t to = 0;  // Every change up to here is in it.
  size_t missing = 0;
  Status failed = OkStatus();
};

IndexCourier::IndexCourier(Region& region, EntryStore& entries)
    : region_(region), entries_(entries), homes_(region.map().partitions) {}

void IndexCourier::Start() {
  for (const Partition leader : region_.ShardLeaders()) {
    region_.log(leader).SetIndexListener([this](Partition home) { Wake(home); });
  }
  for (const Partition home : region_.Partitions()) {
    if (home == kControlPartition || !region_.log(home).Owes(home, Sink::kRemoteIndex)) continue;
    region_.scheduler(home).Post([this, home] { Wake(home); });
  }
}

void IndexCourier::Wake(Partition partition) {
  Home& home = homes_[static_cast<size_t>(partition)];
  if (home.woken || home.busy) return;
  home.woken = true;
  region_.scheduler(partition).Post([this, partition] { Deliver(partition); });
}

void IndexCourier::Deliver(Partition partition) {
  Home& home = homes_[static_cast<size_t>(partition)];
  home.woken = false;
  if (home.busy) return;
  ShardLog& log = region_.log(partition);
  const uint64_t cursor = log.Cursor(partition, Sink::kRemoteIndex);
  auto page = log.Read(partition, Sink::kRemoteIndex, cursor, kPageBytes);
  if (!page) {
    if (page.error().code == Errc::kCorrupt) {
      LogError("index.entries_unreadable",
               {{"partition", static_cast<uint16_t>(partition)}, {"error", page.error().message}});
    }
    return Retry(partition);
  }
  if (page->changes.empty()) {
    // What is left of a row is for others: it must not wait for entries that may never come.
    log.Advance(partition, Sink::kRemoteIndex, page->scanned_to);
    return;
  }
  const auto shards = ShardsIn(page->changes, region_.map());
  CHECK(!shards.empty());
  auto delivery = std::make_shared<Delivery>();
  delivery->home = partition;
  delivery->to = page->scanned_to;
  delivery->missing = shards.size();
  home.busy = true;
  for (const ShardIndex shard : shards) {
    entries_.Deliver(shard, partition, page->changes, [this, delivery](Status status) {
      region_.scheduler(delivery->home).Post([this, delivery, status = std::move(status)] {
        Arrived(delivery, status);
      });
    });
  }
}

void IndexCourier::Arrived(const std::shared_ptr<Delivery>& delivery, const Status& status) {
  if (!status) delivery->failed = status;
  if (--delivery->missing > 0) return;
  Home& home = homes_[static_cast<size_t>(delivery->home)];
  home.busy = false;
  if (!delivery->failed) {
    if (delivery->failed.error().code != Errc::kCancelled) Retry(delivery->home);
    return;
  }
  region_.log(delivery->home).Advance(delivery->home, Sink::kRemoteIndex, delivery->to);
  Wake(delivery->home);
}

void IndexCourier::Retry(Partition partition) {
  Home& home = homes_[static_cast<size_t>(partition)];
  home.woken = true;
  region_.scheduler(partition).After(kRetryInterval, [this, partition] { Deliver(partition); });
}

}  // namespace meridian

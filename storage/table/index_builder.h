// IndexBuilder: gives an index that was added later its entries for the items that are there.
//
// From the moment the catalog has the index every write maintains it; then each partition is walked
// once, a chunk a turn, and each item's entry goes the way that a write's would, through the change
// log, so that it can't overtake a later write. How far it is stands in the chunk's own batch. When
// every partition is through, and all that it sent to other shards has arrived, the index is
// active. Client writes go before: between two chunks of a shard there is a pause.
//
// Threads: Look from any thread; the work runs on the shards' executors. Destroyed when nothing
// runs on them any more.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>

#include "storage/table/index_turns.h"
#include "storage/table/region.h"
#include "storage/table/state_codec.h"

namespace meridian {

class IndexBuilder {
 public:
  struct Options {
    size_t chunk_items = 100;
    size_t chunk_bytes = 256 << 10;
    std::chrono::milliseconds pause{5};  // Between two chunks of a shard.
  };

  // `region` outlives this.
  IndexBuilder(Region& region, Options options) : region_(region), options_(options) {}

  // The catalog changed, or the store was just opened: fills what is to be filled.
  void Look();

 private:
  struct Work;
  struct Walk;
  void Begin(const Table& table, const Index& index);
  void Chunk(std::shared_ptr<Walk> walk);
  Status FillChunk(Walk& walk, Turn& turn);
  void ChunkDone(std::shared_ptr<Walk> walk, const Status& status);
  void AwaitDelivery(std::shared_ptr<Work> work);
  void End(const Work& work);

  Region& region_;
  const Options options_;
  std::mutex mutex_;                 // Guards under_way_.
  std::set<TableNumber> under_way_;  // Indexes.
};

}  // namespace meridian

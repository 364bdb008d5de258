// IndexUpkeep: what keeps a region's indexes true in the background: delivery of entries to other
// shards, and the filling of new indexes.
//
// Threads: Start once, before the first write. Destroyed when nothing runs on the shards' executors
// any more.
#pragma once

#include "storage/table/index_builder.h"
#include "storage/table/index_courier.h"

namespace meridian {

class IndexUpkeep {
 public:
  // Both outlive this.
  IndexUpkeep(Region& region, EntryStore& entries, IndexBuilder::Options options = {})
      : region_(region), courier_(region, entries), builder_(region, options) {}

  void Start() {
    courier_.Start();
    region_.catalog().AddListener([this] { builder_.Look(); });
    builder_.Look();
  }

 private:
  Region& region_;
  IndexCourier courier_;
  IndexBuilder builder_;
};

}  // namespace meridian

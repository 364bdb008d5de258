// IndexCourier: takes entries of global indexes from the shards whose items imply them to the
// shards that keep them.
//
// It is the reader of Sink::kRemoteIndex: for each home partition, one page of its change log at a
// time goes to every shard that has a part in it; when all have it on disk, the sink's cursor
// moves. What fails is delivered again.
//
// Threads: Start once, before the first write. The work for a home partition runs on its shard's
// executor. Destroyed when nothing runs on them any more.
#pragma once

#include <memory>
#include <vector>

#include "storage/table/entry_store.h"

namespace meridian {

class IndexCourier {
 public:
  // Both outlive this.
  IndexCourier(Region& region, EntryStore& entries);

  // Goes on with what a crash interrupted, and follows every commit from now on.
  void Start();

 private:
  struct Delivery;
  struct Home {
    bool woken = false;  // A Deliver is on its way.
    bool busy = false;   // A page is.
  };
  void Wake(Partition home);
  void Deliver(Partition home);
  void Arrived(const std::shared_ptr<Delivery>& delivery, const Status& status);
  void Retry(Partition home);

  Region& region_;
  EntryStore& entries_;
  std::vector<Home> homes_;  // By partition; each of its shard's executor alone.
};

}  // namespace meridian

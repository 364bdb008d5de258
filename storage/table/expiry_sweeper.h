// ExpirySweeper: deletes items whose time has come.
//
// On every shard, once in an interval, it looks at the expiry rows that are due, and deletes their
// items, some in a turn, with a pause behind each full turn: clients' writes come between. Each
// delete is judged within the turn, on the item as it stands: an item that was extended is left
// alone. The delete is a change like any other, in the region log and the streams; its version
// loses to every concurrent write (item_turns.h, ExpireItem).
//
// A time more than five years in the past isn't meant as one, and is never due, as in DynamoDB.
//
// Threads: construction and Start on one; the work runs on the shards' executors, and ends with
// this, which must not be destroyed while they run.
// Source: Amazon DynamoDB Developer Guide, "Using time to live (TTL) in DynamoDB".
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "storage/table/expiry_options.h"
#include "storage/table/settings_store.h"

namespace meridian {

class ExpirySweeper {
 public:
  // `region` and `settings` outlive this. `deleted` is told how many items a commit deleted, on any
  // shard's executor.
  ExpirySweeper(Region& region, const SettingsStore& settings, ExpiryOptions options,
                std::function<void(size_t)> deleted);
  ~ExpirySweeper();

  // Requires: writes are allowed now.
  void Start();

 private:
  class Sweep;

  Region& region_;
  const SettingsStore& settings_;
  const ExpiryOptions options_;
  const std::function<void(size_t)> deleted_;
  std::vector<std::shared_ptr<Sweep>> sweeps_;  // One for each shard.
};

}  // namespace meridian

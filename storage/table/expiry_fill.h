// ExpiryFill: brings a region's expiry rows in line with its tables' time to live.
//
// Writes keep the rows of an item from the moment at which they see the setting. What was there
// before gets its rows in the background, a chunk a turn, after a turn that every write which
// didn't see the setting has passed. When the setting, or the table, is gone, the rows go in the
// same way. How far this is, is kept for each partition and table in the chunk's own batch, so a
// crash costs nothing.
//
//   no progress --enabled--> kFilling --> kComplete --changed--> kRemoving --> no progress
//
// Threads: Start, Look and Settled from any thread; the work runs on the shards' executors.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>

#include "storage/table/expiry_progress.h"
#include "storage/table/settings_store.h"

namespace meridian {

class ExpiryFill {
 public:
  // `region` and `settings` outlive this and every pending turn.
  ExpiryFill(Region& region, const SettingsStore& settings);

  // Goes on with what a crash interrupted.
  Status Start();
  // The settings, or the catalog, changed. Does nothing before Start.
  void Look();
  // Whether the rows of `table` are in line with `time_to_live`, its setting as it is now.
  bool Settled(const Table& table, const TimeToLive& time_to_live) const;

 private:
  // The next thing to do in a partition.
  struct Task {
    // An announcement's own commit is behind every write that didn't know of the change.
    enum class Action : uint8_t { kAnnounce, kFill, kRemove };
    Action action = Action::kAnnounce;
    TableNumber table{0};
    ExpiryProgress progress;  // As it is, or as it is announced.
  };
  using ByTable = std::map<TableNumber, ExpiryProgress>;

  // On the partition's executor: does what there is to do, a turn after the other.
  void Step(Partition partition);
  // Requires: mutex_ is held.
  std::optional<Task> NextTask(Partition partition) const;
  void Run(Partition partition, Task task);
  // nullopt: nothing is left of the table.
  void Reached(Partition partition, TableNumber table, std::optional<ExpiryProgress> progress);

  Region& region_;
  const SettingsStore& settings_;
  mutable std::mutex mutex_;  // Guards what follows.
  bool started_ = false;
  std::map<Partition, ByTable> progress_;  // As it is on disk.
  std::set<Partition> busy_;
};

}  // namespace meridian

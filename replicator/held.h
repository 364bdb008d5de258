// Held: the changes of one source and partition that wait because their table is paused.
//
// They lie in the store, kept in the commit of the position that passed them; here is only how many
// there are and where they begin. As long as any waits, this region acknowledges nothing from the
// first on in that partition.
//
// Threads: confined to the replicator's Scheduler.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "storage/table/replica_store.h"

namespace meridian {

class Held {
 public:
  // What earlier runs have kept. To be called before all else.
  Status Load(const ReplicaStore& store, Partition partition, const std::string& source);

  // The store has these now, in the order of their sequences.
  void Kept(const std::vector<PendingChange>& changes);
  // The store has these no more: the first of one table.
  void Dropped(const std::vector<PendingChange>& changes);
  // The store turned out to have none of the table.
  void Forget(const TableId& table) { ranges_.erase(table); }

  const std::map<TableId, PendingRange>& ranges() const { return ranges_; }
  uint64_t count() const;
  uint64_t CountOf(const TableId& table) const;
  // No lesser sequence waits; nullopt: none does.
  std::optional<uint64_t> First() const;

 private:
  std::map<TableId, PendingRange> ranges_;
};

}  // namespace meridian

// PausedTables: the tables that an operator has paused on one link, over restarts.
//
// Threads: confined to the replicator's Scheduler.
#pragma once

#include <set>
#include <string>

#include "storage/table/replica_store.h"

namespace meridian {

class PausedTables {
 public:
  explicit PausedTables(const std::string& source);

  // What an earlier run has saved. kUnavailable: the store recovers, try again.
  Status Load(const ReplicaStore& store);

  bool contains(const TableId& table) const { return tables_.contains(table); }
  // They take effect at once; Save makes them last.
  void Add(const TableId& table) { tables_.insert(table); }
  void Remove(const TableId& table) { tables_.erase(table); }
  void Save(ReplicaStore& store, UniqueFunction<void(Status)> done) const;

 private:
  const std::string note_;
  std::set<TableId> tables_;
};

}  // namespace meridian

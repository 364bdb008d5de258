// Parked: changes of one source and partition that could not be decoded or applied.
//
// They are kept aside whole, in the order they came, durably, before the position moves past them.
// Later changes of such a key queue behind the first, so that its order survives; all other keys go
// on. While any change is parked, this region acknowledges nothing above it in that partition.
//
// Threads: confined to the replicator's Scheduler.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "storage/table/replica_store.h"

namespace meridian {

class Parked {
 public:
  Parked(std::string source, Partition partition);

  // What an earlier run has kept aside.
  Status Load(const ReplicaStore& store);

  bool Holds(const TableId& table, const std::string& key) const {
    return keys_.contains({table, key});
  }
  bool HoldsSequence(uint64_t sequence) const { return sequences_.contains(sequence); }
  size_t count() const { return sequences_.size(); }
  // nullopt: nothing is parked.
  std::optional<uint64_t> FirstSequence() const;

  // Adds the change; Save makes it last. Adding one twice changes nothing.
  void Add(const ChangeHeader& header, const std::string& frame);
  void Save(ReplicaStore& store, UniqueFunction<void(Status)> done) const;

 private:
  const std::string note_;
  std::string frames_;
  std::set<std::pair<TableId, std::string>> keys_;
  std::set<uint64_t> sequences_;
};

}  // namespace meridian

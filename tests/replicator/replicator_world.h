// ReplicatorWorld: several whole regions in one thread: real storage, publisher and replicator,
// over a Kafka cluster in memory for each.
//
// Threads: none. Time moves only in Run.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "replicator/replicator.h"
#include "streams/publisher.h"
#include "tests/support/memory_bus.h"
#include "tests/support/region_in_memory.h"

namespace meridian {

class ReplicatorWorld {
 public:
  explicit ReplicatorWorld(const std::vector<std::string>& names, ReplicatorOptions options = {});
  ~ReplicatorWorld();

  struct Node {
    explicit Node(const std::string& name) : store(name) {}
    RegionInMemory store;
    MemoryCluster cluster;
    Metrics metrics;
    std::map<std::string, FaultPlan> plans;  // To each region's cluster, the own among them.
    std::map<std::string, std::unique_ptr<MemoryBus>> buses;
    std::unique_ptr<Peer> peer;
    std::unique_ptr<Publisher> publisher;
    std::unique_ptr<Replicator> replicator;
  };
  Node& at(const std::string& name) { return *nodes_.at(name); }
  RegionInMemory& store(const std::string& name) { return at(name).store; }

  void Run(std::chrono::milliseconds span);
  // kill -9, and a new process.
  void Restart(const std::string& name);
  void Cut(const std::string& a, const std::string& b, bool connected = false);
  void Heal(const std::string& a, const std::string& b) { Cut(a, b, true); }

  // A table of `region`, ACTIVE there and in `others`, known everywhere.
  void MakeTable(const std::string& region, const std::string& name,
                 const std::vector<std::string>& others);
  void AddReplica(const std::string& region, const std::string& table, const std::string& target);
  Result<Committed> Put(const std::string& region, const std::string& table, const std::string& key,
                        const std::string& value);
  Result<Committed> Delete(const std::string& region, const std::string& table,
                           const std::string& key);
  // "-": absent; "?": no such table.
  std::string Read(const std::string& region, const std::string& table, const std::string& key);
  // What every region reads, in name order.
  std::vector<std::string> ReadAll(const std::string& table, const std::string& key);
  // Version ids of the losers, as text, sorted.
  std::vector<std::string> Conflicts(const std::string& region, const std::string& table);
  ReplicaStatus StatusOf(const std::string& asked, const std::string& table,
                         const std::string& region);
  LinkDescription LinkOf(const std::string& target, const std::string& source);
  Result<VerifyReport> Verify(const std::string& region, const std::string& table);

  // What peers answer each other is so long on its way.
  std::chrono::milliseconds answer_delay{0};

 private:
  class WorldPeer;
  void Start(Node& node);
  void Stop(Node& node);

  const ReplicatorOptions options_;
  std::map<std::string, std::unique_ptr<Node>> nodes_;
};

}  // namespace meridian

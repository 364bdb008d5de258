// RegionProcess: one region's machine and the process on it: real store, publisher, replicator.
//
// The machine - disk, clock, entropy - stays; the process can be killed at any event and started
// again on the same disk. As in a node, the log is looked at before the first write.
//
// Threads: none. Everything given to it outlives it.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "replicator/replicator.h"
#include "storage/table/catalog_store.h"
#include "storage/table/expiry_fill.h"
#include "storage/table/expiry_sweeper.h"
#include "storage/table/item_store.h"
#include "storage/table/region_changes.h"
#include "storage/table/replicated_store.h"
#include "streams/publisher.h"
#include "tests/simulation/executor.h"
#include "tests/simulation/region_clock.h"
#include "tests/simulation/simulated_peer.h"
#include "tests/simulation/tampering_store.h"
#include "tests/support/faulty_env.h"
#include "tests/support/memory_bus.h"
#include "tests/support/test_clock.h"

namespace meridian::simulation {

inline constexpr uint16_t kPartitions = 4;
inline constexpr uint64_t kLogEpoch = 1;

class RegionProcess {
 public:
  struct Ports {
    ManualScheduler& timeline;
    Dice& dice;
    // Every region's cluster, the own among them, and the way to it.
    std::map<std::string, MemoryCluster*> clusters;
    std::map<std::string, const FaultPlan*> plans;
    std::map<std::string, const FaultPlan*> plans_back;
    std::function<PeerService*(const std::string& region)> service;
    std::optional<Mutant> mutant;
  };
  RegionProcess(std::string name, uint64_t entropy, Ports ports);
  ~RegionProcess();

  // kUnavailable: its disk refuses; try again later.
  Status Start();
  // kill -9.
  void Kill();

  bool running() const { return process_ != nullptr; }
  // Started, and its log was found to be as the store expects.
  bool serving() const { return running() && process_->replicator != nullptr; }

  // Of the process. Requires: running(); for the replicator and the publisher, serving().
  Region& region() { return *process_->region; }
  ItemStore& items() { return *process_->items; }
  CatalogStore& catalog() { return *process_->catalog; }
  SettingsStore& settings() { return *process_->settings; }
  ReplicatedStore& replica() { return *process_->replica; }
  RegionChanges& changes() { return *process_->changes; }
  Replicator& replicator() { return *process_->replicator; }
  Publisher& publisher() { return *process_->publisher; }
  // Its producer dies with what it has on the wire.
  void KillProducer() { process_->buses.at(name)->KillProducer(); }

  const std::string name;
  FaultyEnv disk;
  RegionClock clock;

 private:
  // In the order of construction; the executors are killed first, so that nothing runs meanwhile.
  struct Process {
    std::vector<std::unique_ptr<Executor>> shards;
    std::unique_ptr<Executor> executor;
    std::unique_ptr<Region> region;
    std::unique_ptr<SettingsStore> settings;
    std::unique_ptr<ExpiryFill> expiry_fill;
    std::unique_ptr<ExpirySweeper> expiry_sweeper;
    std::unique_ptr<ItemStore> items;
    std::unique_ptr<CatalogStore> catalog;
    std::unique_ptr<ReplicatedStore> replica;
    std::unique_ptr<TamperingStore> tampering;
    std::unique_ptr<RegionChanges> changes;
    std::map<std::string, std::unique_ptr<MemoryBus>> buses;
    std::unique_ptr<SimulatedPeer> peer;
    std::unique_ptr<LogStart> log_start;
    std::unique_ptr<Publisher> publisher;
    std::unique_ptr<Replicator> replicator;
  };
  LogIdentity Identity() const;
  void Serve();

  const Ports ports_;
  TestRandom entropy_;
  Metrics metrics_;
  std::unique_ptr<Process> process_;
};

}  // namespace meridian::simulation

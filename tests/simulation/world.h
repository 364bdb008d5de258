// World: several regions, their Kafka clusters and the ways between them, in one thread, from one
// seed.
//
// Threads: none. Time moves only in Run.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/simulation/coverage.h"
#include "tests/simulation/history.h"
#include "tests/simulation/region_process.h"

namespace meridian::simulation {

class World {
 public:
  World(uint64_t seed, size_t regions, std::optional<Mutant> mutant);
  ~World();

  size_t size() const { return processes_.size(); }
  RegionProcess& at(size_t region) { return *processes_[region]; }
  MemoryCluster& cluster(size_t region) { return *clusters_[region]; }
  // The way from a region's process to a region's cluster, and of its calls to that region.
  FaultPlan& way(size_t from, size_t to) { return *ways_[from][to]; }
  size_t IndexOf(const std::string& region) const;

  void Run(std::chrono::milliseconds span) { timeline.Advance(span); }
  // Runs until `reached`, or `limit`; what `reached` says at the end.
  bool RunUntil(const std::function<bool()>& reached, std::chrono::milliseconds limit);
  void Start(size_t region);
  void Kill(size_t region);

  // Has `region` write `writes` to its catalog, again and again until `there` says that its view
  // has them. Runs meanwhile.
  void ChangeCatalog(size_t region, std::function<std::vector<RegisterWrite>()> writes,
                     std::function<bool(const CatalogView&)> there);

  // The log event `event` may come: a fault was made that a person would be called for.
  void Announce(const std::string& event) { announced_.insert(event); }
  const std::set<std::string>& announced() const { return announced_; }

  ManualScheduler timeline;
  Dice dice;
  History history;
  Coverage coverage;

 private:
  std::vector<std::unique_ptr<MemoryCluster>> clusters_;
  std::vector<std::vector<std::unique_ptr<FaultPlan>>> ways_;
  std::vector<std::unique_ptr<RegionProcess>> processes_;
  std::set<std::string> announced_;
};

}  // namespace meridian::simulation

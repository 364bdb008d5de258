#include "tests/simulation/world.h"

#include <algorithm>

namespace meridian::simulation {

using std::chrono::milliseconds;

World::World(uint64_t seed, size_t regions, std::optional<Mutant> mutant) : dice(seed) {
  std::vector<std::string> names;
  for (size_t i = 0; i < regions; ++i) {
    names.push_back(std::string(1, static_cast<char>('a' + i)));
    clusters_.push_back(std::make_unique<MemoryCluster>());
  }
  for (size_t from = 0; from < regions; ++from) {
    ways_.emplace_back();
    for (size_t to = 0; to < regions; ++to) {
      auto way = std::make_unique<FaultPlan>();
      way->delay_min = milliseconds(from == to ? 0 : 5);
      way->delay_max = milliseconds(from == to ? 3 : 40);
      way->random = [chance = dice.Split()]() mutable { return chance.Next(); };
      ways_.back().push_back(std::move(way));
    }
  }
  for (size_t i = 0; i < regions; ++i) {
    RegionProcess::Ports ports{.timeline = timeline,
                               .dice = dice,
                               .clusters = {},
                               .plans = {},
                               .plans_back = {},
                               .service = [this](const std::string& region) -> PeerService* {
                                 RegionProcess& process = at(IndexOf(region));
                                 if (!process.serving()) return nullptr;
                                 return &process.replicator().peer_service();
                               },
                               .mutant = mutant};
    for (size_t other = 0; other < regions; ++other) {
      ports.clusters[names[other]] = clusters_[other].get();
      ports.plans[names[other]] = ways_[i][other].get();
      ports.plans_back[names[other]] = ways_[other][i].get();
    }
    processes_.push_back(std::make_unique<RegionProcess>(names[i], dice.Next(), std::move(ports)));
  }
}

World::~World() {
  for (const auto& process : processes_) process->Kill();
}

size_t World::IndexOf(const std::string& region) const {
  const auto found =
      std::ranges::find_if(processes_, [&](const auto& one) { return one->name == region; });
  CHECK(found != processes_.end());
  return static_cast<size_t>(found - processes_.begin());
}

bool World::RunUntil(const std::function<bool()>& reached, milliseconds limit) {
  constexpr milliseconds kStep{50};
  for (milliseconds passed{0}; passed < limit; passed += kStep) {
    if (reached()) return true;
    Run(kStep);
  }
  return reached();
}

void World::Start(size_t region) {
  if (at(region).running()) return;
  if (!at(region).Start()) {
    timeline.After(milliseconds(200), [this, region] { Start(region); });
  }
}

void World::Kill(size_t region) { at(region).Kill(); }

void World::ChangeCatalog(size_t region, std::function<std::vector<RegisterWrite>()> writes,
                          std::function<bool(const CatalogView&)> there) {
  RegionProcess& process = at(region);
  if (process.serving()) {
    if (there(*process.catalog().View())) return;
    process.catalog().Update(
        [writes, there](const CatalogView& view) -> Result<std::vector<RegisterWrite>> {
          if (there(view)) return std::vector<RegisterWrite>();
          return writes();
        },
        [](const Status&) {});
  }
  timeline.After(milliseconds(100),
                 [this, region, writes = std::move(writes), there = std::move(there)]() mutable {
                   ChangeCatalog(region, std::move(writes), std::move(there));
                 });
}

}  // namespace meridian::simulation

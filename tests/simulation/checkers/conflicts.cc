#include "tests/simulation/checkers/checkers.h"

namespace meridian::simulation {
namespace {

// Whether `later` was made by replacing, directly or not, the version `id`.
bool Replaced(const ItemEvidence& item, const Version& later, const VersionId& id) {
  const Version* at = &later;
  while (at->base) {
    if (*at->base == id) return true;
    const auto next = item.versions.find(*at->base);
    if (next == item.versions.end()) return false;
    at = &next->second.version;
  }
  return false;
}

}  // namespace

void CheckConflicts(const Evidence& evidence, Faults* faults) {
  for (const auto& [name, item] : evidence.items) {
    const size_t first = evidence.tables[name.table].founders.front();
    for (size_t region = 0; region < evidence.world.size(); ++region) {
      if (!evidence.Holds(name.table, region)) continue;
      for (const VersionId& loser : item.losers[first]) {
        if (item.losers[region].contains(loser)) continue;
        faults->push_back("conflicts: " + evidence.NameOf(name) + " " + TextOf(loser) +
                          " is in the conflict log of " + evidence.world.at(first).name +
                          ", not of " + evidence.world.at(region).name);
      }
      for (const VersionId& loser : item.losers[region]) {
        if (item.losers[first].contains(loser)) continue;
        faults->push_back("conflicts: " + evidence.NameOf(name) + " " + TextOf(loser) +
                          " is in the conflict log of " + evidence.world.at(region).name +
                          ", not of " + evidence.world.at(first).name);
      }
    }
    for (const Conflict& conflict : item.conflicts) {
      if (!Replaced(item, conflict.winner.version, conflict.loser.version.id())) continue;
      faults->push_back("conflicts: " + evidence.NameOf(name) + " " +
                        TextOf(conflict.loser.version.id()) + " is called a loser to " +
                        TextOf(conflict.winner.version.id()) + ", which replaced it");
    }
  }
}

}  // namespace meridian::simulation

#include <algorithm>

#include "tests/simulation/checkers/checkers.h"

namespace meridian::simulation {
namespace {

struct Applied {
  std::optional<Version> latest;
  std::set<VersionId> losers;
};

// Whether any log has a delete of the item at or above `version`: then it may have been purged.
bool DeletedSince(const World& world, const Journal& journal, const ItemName& name,
                  uint16_t partition, const Version& version) {
  for (size_t region = 0; region < world.size(); ++region) {
    for (const Change& change : journal.Of(region, partition)) {
      if (change.kind != ChangeKind::kState || change.state.live()) continue;
      const ItemName* of = journal.NameOf(change);
      if (of != nullptr && *of == name && Order(change.state.version, version) >= 0) return true;
    }
  }
  return false;
}

}  // namespace

void CheckPositions(World& world, const std::vector<SimulatedTable>& tables, const Journal& journal,
                    size_t region, Faults* faults) {
  RegionProcess& process = world.at(region);
  const CatalogViewPtr view = process.catalog().View();
  for (uint16_t p = 0; p < kPartitions; ++p) {
    std::map<ItemName, Applied> applied;
    const auto positions = process.replica().Positions(Partition{p});
    if (!positions) continue;  // Its disk is being reopened.
    for (const auto& [source, position] : *positions) {
      const auto& log = journal.Of(world.IndexOf(source), p);
      if (position.sequence > log.size()) {
        faults->push_back("positions: " + process.name + " is ahead of the log of " + source);
      }
      const auto held = process.replica().PendingRanges(Partition{p}, source);
      if (!held) continue;
      for (size_t i = 0; i < std::min<size_t>(position.sequence, log.size()); ++i) {
        const ItemName* name = journal.NameOf(log[i]);
        if (name == nullptr) continue;
        // What a paused table keeps isn't applied.
        const auto range = held->find(tables[name->table].id);
        if (range != held->end() && log[i].sequence >= range->second.first) continue;
        Applied& item = applied[*name];
        if (log[i].kind == ChangeKind::kConflict) {
          item.losers.insert(log[i].conflict->loser.version.id());
        } else if (!item.latest || Order(log[i].state.version, *item.latest) > 0) {
          item.latest = log[i].state.version;
        }
      }
    }
    for (const auto& [name, item] : applied) {
      const TablePtr table = view->Find(tables[name.table].name);
      if (table == nullptr || table->self().status != ReplicaStatus::kActive) continue;
      const ItemKey key = Workload::KeyOf(name.key);
      const auto stored = process.items().GetState(*table, key);
      const auto page = process.items().Conflicts(*table, key, 100'000, "");
      if (!stored || !page) continue;  // Its disk is being reopened.
      const std::string where =
          "positions: in " + process.name + " " + tables[name.table].name + "/" + name.key;
      if (item.latest) {
        // An expiry's clock may be far above its time: it may come when a later delete's tombstone
        // was purged, and then stands where nothing did.
        const bool newer = *stored && Order((*stored)->state.version, *item.latest) >= 0;
        const bool gone = !*stored || (*stored)->state.kind == StateKind::kExpiry;
        const bool there = newer || (gone && DeletedSince(world, journal, name, p, *item.latest));
        if (!there) faults->push_back(where + " lacks " + TextOf(item.latest->id()));
      }
      std::set<VersionId> losers = item.losers;
      for (const auto& row : page->rows) losers.erase(row.conflict.loser.version.id());
      const auto& founders = tables[name.table].founders;
      if (losers.empty() || std::ranges::count(founders, region) == 0) continue;
      faults->push_back(where + " lacks the conflict record of " + TextOf(*losers.begin()));
    }
  }
}

}  // namespace meridian::simulation

// Evidence: what is known when a run is over, gathered once for all checkers.
//
// Threads: none. What it is gathered from outlives it.
#pragma once

#include <map>
#include <set>

#include "tests/simulation/journal.h"

namespace meridian::simulation {

// One version of one item that took effect, as far as anybody can tell.
struct KnownVersion {
  Version version;
  bool is_delete = false;
  bool logged = false;        // It stands in its origin's log.
  bool acknowledged = false;  // A client was told so.
  // A delete by the only region of a table, outside any log: it left nothing, nowhere, and the
  // regions that join later never hear of it.
  bool forgotten = false;
  bool expiry = false;  // The service made it.
  std::optional<size_t> write;
};

struct ItemEvidence {
  std::map<VersionId, KnownVersion> versions;
  std::vector<std::optional<ItemState>> states;  // By region; also tombstones.
  std::vector<std::set<VersionId>> losers;       // By region: its conflict log.
  std::vector<Conflict> conflicts;               // Of all regions, each kept.

  // By Order, of those not forgotten; nullptr: never written.
  const KnownVersion* Latest() const;
};

struct Evidence {
  World& world;
  const std::vector<SimulatedTable>& tables;
  const Journal& journal;
  std::map<ItemName, ItemEvidence> items;

  std::string NameOf(const ItemName& item) const {
    return tables[item.table].name + "/" + item.key;
  }
  // Whether the region holds the table from its beginning.
  bool Founder(size_t table, size_t region) const;
  // Whether the region holds the table at the end.
  bool Holds(size_t table, size_t region) const;
};

std::string TextOf(const VersionId& id);

// Requires: every region serves.
Evidence Gather(World& world, const std::vector<SimulatedTable>& tables, const Journal& journal);

}  // namespace meridian::simulation

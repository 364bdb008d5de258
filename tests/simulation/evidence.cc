#include "tests/simulation/evidence.h"

#include <algorithm>

namespace meridian::simulation {
namespace {

KnownVersion& Know(ItemEvidence& item, const Version& version, bool is_delete) {
  KnownVersion& known = item.versions[version.id()];
  if (known.version.time.bits == 0) known.version = version;
  known.is_delete = is_delete;
  return known;
}

KnownVersion& Know(ItemEvidence& item, const ItemState& state) {
  KnownVersion& known = Know(item, state.version, !state.live());
  if (const auto write = Workload::WriteOf(state)) known.write = write;
  known.expiry = known.expiry || state.kind == StateKind::kExpiry;
  return known;
}

void AddClients(const History& history, Evidence& evidence) {
  for (size_t i = 0; i < history.writes.size(); ++i) {
    const Write& write = history.writes[i];
    if (write.outcome != Outcome::kDone) continue;
    KnownVersion& known = Know(evidence.items.at(write.item), write.version, write.is_delete);
    known.acknowledged = true;
    known.write = i;
    known.expiry = write.service;
  }
  for (const Read& read : history.reads) {
    if (read.version) Know(evidence.items.at(read.item), *read.version, !read.live);
  }
}

void AddLogs(const Journal& journal, Evidence& evidence) {
  for (size_t region = 0; region < evidence.world.size(); ++region) {
    for (uint16_t p = 0; p < kPartitions; ++p) {
      for (const Change& change : journal.Of(region, p)) {
        const ItemName* name = journal.NameOf(change);
        if (name == nullptr) continue;
        ItemEvidence& item = evidence.items.at(*name);
        if (change.kind == ChangeKind::kState) Know(item, change.state).logged = true;
        if (change.kind != ChangeKind::kConflict) continue;
        Know(item, change.conflict->winner);
        Know(item, change.conflict->loser);
      }
    }
  }
}

void AddRegion(size_t region, Evidence& evidence) {
  RegionProcess& process = evidence.world.at(region);
  for (auto& [name, item] : evidence.items) {
    const TablePtr table = process.catalog().View()->Find(evidence.tables[name.table].name);
    if (table == nullptr) continue;
    const ItemKey key = Workload::KeyOf(name.key);
    const auto stored = process.items().GetState(*table, key);
    CHECK(stored.has_value());
    if (*stored) {
      Know(item, (*stored)->state);
      item.states[region] = (*stored)->state;
    }
    const auto page = process.items().Conflicts(*table, key, 100'000, "");
    CHECK(page.has_value());
    for (const auto& row : page->rows) {
      item.losers[region].insert(row.conflict.loser.version.id());
      item.conflicts.push_back(row.conflict);
    }
  }
}

}  // namespace

const KnownVersion* ItemEvidence::Latest() const {
  const KnownVersion* latest = nullptr;
  for (const auto& [id, known] : versions) {
    if (known.forgotten) continue;
    if (latest == nullptr || Order(known.version, latest->version) > 0) latest = &known;
  }
  return latest;
}

bool Evidence::Founder(size_t table, size_t region) const {
  return std::ranges::count(tables[table].founders, region) > 0;
}

bool Evidence::Holds(size_t table, size_t region) const {
  return Founder(table, region) || std::ranges::count(tables[table].joiners, region) > 0;
}

std::string TextOf(const VersionId& id) { return id.time.ToString() + "@" + id.origin.region; }

Evidence Gather(World& world, const std::vector<SimulatedTable>& tables, const Journal& journal) {
  Evidence evidence{.world = world, .tables = tables, .journal = journal, .items = {}};
  for (size_t table = 0; table < tables.size(); ++table) {
    for (size_t i = 0; i < tables[table].keys; ++i) {
      ItemEvidence& item = evidence.items[{table, "k" + std::to_string(i)}];
      item.states.resize(world.size());
      item.losers.resize(world.size());
    }
  }
  AddClients(world.history, evidence);
  AddLogs(journal, evidence);
  for (size_t region = 0; region < world.size(); ++region) AddRegion(region, evidence);
  for (auto& [name, item] : evidence.items) {
    const bool alone = tables[name.table].founders.size() == 1;
    for (auto& [id, known] : item.versions) {
      known.forgotten = alone && known.is_delete && !known.logged;
    }
  }
  return evidence;
}

}  // namespace meridian::simulation

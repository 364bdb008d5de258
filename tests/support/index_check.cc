#include "tests/support/index_check.h"

#include <map>

#include "storage/base/check.h"
#include "storage/table/index_key.h"

namespace meridian {
namespace {

// By slot and place.
using Entries = std::map<std::pair<Slot, std::string>, Payload>;

Entries Implied(TableStore& items, const Table& table, const Index& index) {
  Entries entries;
  const auto all = items.Scan(table, 0, kSlotCount - 1, std::nullopt);
  for (; all->Valid(); all->Next()) {
    const auto stored = all->Read();
    CHECK(stored.has_value());
    auto item = stored->state.value->Decode();
    CHECK(item.has_value());
    const auto place = PlaceInIndex(index.schema(), *item, all->key());
    if (!place.has_value()) continue;
    entries[{place->slot, place->Encoded()}] =
        Payload::Of(ProjectToIndex(table.schema, index.schema(), *std::move(item)));
  }
  CHECK(all->status().has_value());
  return entries;
}

Entries Shown(TableStore& items, const Table& table, const Index& index) {
  Entries entries;
  const auto all = items.ScanIndex(table, index, 0, kSlotCount - 1, std::nullopt);
  for (; all->Valid(); all->Next()) {
    const auto entry = all->Read();
    CHECK(entry.has_value());
    entries[{all->slot(), std::string(all->key())}] = *entry->state.value;
  }
  CHECK(all->status().has_value());
  return entries;
}

}  // namespace

std::vector<std::string> IndexFaults(const Region& region, TableStore& items, const Table& table) {
  std::vector<std::string> faults;
  for (const auto& [name, index] : table.indexes) {
    if (index.status != IndexStatus::kActive) continue;
    const std::string what = "index: " + table.name + "/" + name + " in " + table.region;
    const Entries implied = Implied(items, table, index);
    const Entries shown = Shown(items, table, index);
    ItemTotals totals;
    for (const auto& [place, payload] : implied) {
      ++totals.items;
      totals.bytes += payload.item_bytes;
      const auto at = shown.find(place);
      if (at == shown.end()) {
        faults.push_back(what + " lacks an entry");
      } else if (at->second != payload) {
        faults.push_back(what + " has an old entry");
      }
    }
    for (const auto& [place, payload] : shown) {
      if (!implied.contains(place)) faults.push_back(what + " has an entry too many");
    }
    const ItemTotals counted = region.TotalsOf(index.number);
    if (counted.items != totals.items || counted.bytes != totals.bytes) {
      faults.push_back(what + " counts wrong");
    }
  }
  return faults;
}

}  // namespace meridian

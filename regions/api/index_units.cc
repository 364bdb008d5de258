#include "regions/api/index_units.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "storage/item/size.h"
#include "storage/table/index_key.h"

namespace meridian {
namespace {

// What an index has of an item.
struct Entry {
  ItemKey place;
  Item shown;
};

std::optional<Entry> EntryOf(const Table& table, const Index& index, std::string_view key,
                             const Item* item) {
  if (item == nullptr) return std::nullopt;
  auto place = PlaceInIndex(index.schema(), *item, key);
  if (!place) return std::nullopt;
  return Entry{*std::move(place), ProjectToIndex(table.schema, index.schema(), *item)};
}

double UnitsOf(const Entry& entry) { return WriteUnits(ItemSizeBytes(entry.shown)); }

double UnitsOfChange(const std::optional<Entry>& before, const std::optional<Entry>& after) {
  if (!before && !after) return 0;
  if (!before) return UnitsOf(*after);
  if (!after) return UnitsOf(*before);
  if (before->place != after->place) return UnitsOf(*before) + UnitsOf(*after);
  if (before->shown == after->shown) return 0;
  return std::max(UnitsOf(*before), UnitsOf(*after));
}

}  // namespace

void AddIndexUnits(const Table& table, std::string_view key, const Item* before, const Item* after,
                   ConsumedUnits* units) {
  for (const auto& [name, index] : table.indexes) {
    if (index.status == IndexStatus::kDeleting) continue;
    const double changed =
        UnitsOfChange(EntryOf(table, index, key, before), EntryOf(table, index, key, after));
    if (changed == 0) continue;
    const bool local = index.schema().kind == IndexKind::kLocal;
    (local ? units->local : units->global)[name] += changed;
  }
}

Status AddIndexUnits(const Table& table, std::string_view key, const Payload* before,
                     const Payload* after, ConsumedUnits* units) {
  if (table.indexes.empty()) return OkStatus();
  std::optional<Item> old_item;
  std::optional<Item> new_item;
  if (before) {
    TRY(old_item, before->Decode());
  }
  if (after) {
    TRY(new_item, after->Decode());
  }
  AddIndexUnits(table, key, old_item ? &*old_item : nullptr, new_item ? &*new_item : nullptr,
                units);
  return OkStatus();
}

}  // namespace meridian

#include "regions/api/read_target.h"

#include <algorithm>
#include <utility>

#include "regions/api/request.h"
#include "storage/base/check.h"
#include "storage/item/key.h"
#include "storage/table/index_key.h"

namespace meridian {
namespace {

bool Has(const std::vector<KeyAttribute>& attributes, std::string_view name) {
  return std::ranges::find(attributes, name, &KeyAttribute::name) != attributes.end();
}

bool IsTableKey(const TableSchema& schema, std::string_view name) {
  return schema.hash.name == name || (schema.range && schema.range->name == name);
}

bool Shows(const TableSchema& schema, const IndexSchema& index, const std::string& name) {
  const auto& projection = index.projection;
  return projection.type == ProjectionType::kAll || IsTableKey(schema, name) ||
         Has(index.hash, name) || Has(index.range, name) ||
         std::ranges::find(projection.names, name) != projection.names.end();
}

// The attributes of the table's own key among those of `name`.
Item TableKeyOf(const TableSchema& schema, const Item& name) {
  Item key;
  for (const auto& entry : name) {
    if (IsTableKey(schema, entry.name)) key.Set(entry.name, entry.value);
  }
  return key;
}

// How many attributes name a position in `index`.
size_t NameSize(const TableSchema& schema, const IndexSchema& index) {
  size_t size = schema.range ? 2 : 1;
  for (const auto* part : {&index.hash, &index.range}) {
    for (const KeyAttribute& attribute : *part) size += IsTableKey(schema, attribute.name) ? 0 : 1;
  }
  return size;
}

}  // namespace

Result<ReadTarget> ReadTarget::Find(const Services& services, std::string_view table_name,
                                    std::optional<std::string_view> index_name) {
  ReadTarget target;
  TRY(target.table, FindTable(services, table_name));
  if (!index_name) return target;
  target.index = target.table->FindIndex(*index_name);
  if (target.index == nullptr || target.index->status == IndexStatus::kDeleting) {
    return Validation("The table does not have the specified index: " + std::string(*index_name));
  }
  if (target.index->status == IndexStatus::kCreating) {
    return Validation("Cannot read from backfilling global secondary index: " +
                      std::string(*index_name));
  }
  return target;
}

KeyNames ReadTarget::Key() const {
  KeyNames names;
  if (index == nullptr) {
    names.hash.push_back({table->schema.hash.name, table->schema.hash.type});
    if (table->schema.range) {
      names.range.push_back({table->schema.range->name, table->schema.range->type});
    }
    return names;
  }
  for (const KeyAttribute& one : index->schema().hash) names.hash.push_back({one.name, one.type});
  for (const KeyAttribute& one : index->schema().range) names.range.push_back({one.name, one.type});
  return names;
}

std::vector<std::string> ReadTarget::Unprojected(const std::vector<Path>& paths) const {
  std::vector<std::string> names;
  if (index == nullptr) return names;
  for (const Path& path : paths) {
    if (Shows(table->schema, index->schema(), path.attribute)) continue;
    if (std::ranges::find(names, path.attribute) == names.end()) names.push_back(path.attribute);
  }
  return names;
}

bool ReadTarget::ProjectsAll() const {
  return index == nullptr || index->schema().projection.type == ProjectionType::kAll;
}

std::optional<ItemKey> ReadTarget::PlaceOf(const Item& start_key) const {
  const TableSchema& schema = table->schema;
  if (index == nullptr) {
    auto key = KeyOfKey(schema, start_key);
    if (!key) return std::nullopt;
    return *std::move(key);
  }
  if (start_key.size() != NameSize(schema, index->schema())) return std::nullopt;
  const auto key = KeyOfKey(schema, TableKeyOf(schema, start_key));
  if (!key) return std::nullopt;
  return PlaceInIndex(index->schema(), start_key, key->Encoded());
}

Result<Item> ReadTarget::NameOf(std::string_view place) const {
  if (index == nullptr) return KeyAttributes(table->schema, place);
  TRY(const std::string_view key, KeyOfPlace(index->schema(), place));
  TRY(Item name, KeyAttributes(table->schema, key));
  for (const auto* part : {&index->schema().hash, &index->schema().range}) {
    for (const KeyAttribute& attribute : *part) {
      TRY(auto value, TakeKeyPart(attribute.type, &place));
      name.Set(attribute.name, std::move(value));
    }
  }
  return name;
}

Result<std::optional<StoredItem>> ReadTarget::ItemAt(TableStore& store,
                                                     std::string_view place) const {
  CHECK(index != nullptr);
  TRY(const std::string_view encoded, KeyOfPlace(index->schema(), place));
  TRY(const Item name, KeyAttributes(table->schema, encoded));
  TRY(const ItemKey key, KeyOfKey(table->schema, name));
  return store.Get(*table, key);
}

std::unique_ptr<ItemCursor> ReadTarget::Query(TableStore& store, const ItemKey& hash,
                                              const SortRange& range, bool forward,
                                              const std::optional<std::string>& after) const {
  if (index == nullptr) return store.Query(*table, hash, range, forward, after);
  return store.QueryIndex(*table, *index, hash, range, forward, after);
}

std::unique_ptr<ItemCursor> ReadTarget::Scan(TableStore& store, uint32_t first_slot,
                                             uint32_t last_slot,
                                             const std::optional<ItemKey>& after) const {
  if (index == nullptr) return store.Scan(*table, first_slot, last_slot, after);
  return store.ScanIndex(*table, *index, first_slot, last_slot, after);
}

}  // namespace meridian

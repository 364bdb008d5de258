#include "storage/table/index_key.h"

#include <algorithm>

namespace meridian {
namespace {

// Source: Amazon DynamoDB Developer Guide, "Service quotas": key values. Of all parts together.
constexpr size_t kHashBytesMax = 2048;
constexpr size_t kRangeBytesMax = 1024;

// What counts of a key part; numbers are never too long.
size_t CountedBytes(const AttributeValue& value) {
  if (const auto* text = value.As<std::string>()) return text->size();
  if (const auto* binary = value.As<Binary>()) return binary->bytes.size();
  return 1;
}

bool AppendParts(const std::vector<KeyAttribute>& attributes, const Item& item, size_t bytes_max,
                 std::string* out) {
  size_t bytes = 0;
  for (const KeyAttribute& attribute : attributes) {
    const AttributeValue* value = item.Find(attribute.name);
    if (value == nullptr || !value->Is(attribute.type)) return false;
    const size_t counted = CountedBytes(*value);
    bytes += counted;
    if (counted == 0 || bytes > bytes_max) return false;
    AppendKeyPart(*value, out);
  }
  return true;
}

bool IsKey(const TableSchema& table, const IndexSchema& index, std::string_view name) {
  const auto named = [name](const KeyAttribute& key) { return key.name == name; };
  return named(table.hash) || (table.range.has_value() && named(*table.range)) ||
         std::ranges::any_of(index.hash, named) || std::ranges::any_of(index.range, named);
}

}  // namespace

std::optional<ItemKey> PlaceInIndex(const IndexSchema& index, const Item& item,
                                    std::string_view key) {
  ItemKey place;
  if (!AppendParts(index.hash, item, kHashBytesMax, &place.hash)) return std::nullopt;
  if (!AppendParts(index.range, item, kRangeBytesMax, &place.range)) return std::nullopt;
  place.range.append(key);
  place.slot = SlotOf(place.hash);
  return place;
}

Item ProjectToIndex(const TableSchema& table, const IndexSchema& index, Item item) {
  if (index.projection.type == ProjectionType::kAll) return item;
  const std::vector<std::string>& names = index.projection.names;
  Item shown;
  for (const auto& [name, value] : item) {
    if (IsKey(table, index, name) || std::ranges::count(names, name) > 0) shown.Set(name, value);
  }
  return shown;
}

Result<std::string_view> KeyOfPlace(const IndexSchema& index, std::string_view place) {
  for (const auto* attributes : {&index.hash, &index.range}) {
    for (const KeyAttribute& attribute : *attributes) TRY(TakeKeyPart(attribute.type, &place));
  }
  return place;
}

}  // namespace meridian

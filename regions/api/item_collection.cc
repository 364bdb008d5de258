#include "regions/api/item_collection.h"

#include <algorithm>
#include <utility>

#include "storage/item/key.h"

namespace meridian {

namespace {

constexpr uint64_t kGigabyte = uint64_t{1} << 30;

}  // namespace

Result<bool> ReadReturnCollectionMetrics(JsonValue body, Constraints* constraints) {
  TRY(const auto text, EnumMember(body, "ReturnItemCollectionMetrics",
                                  "returnItemCollectionMetrics", {"SIZE", "NONE"}, constraints));
  return text == "SIZE";
}

bool HasCollections(const Table& table) {
  return std::ranges::any_of(table.indexes, [](const auto& entry) {
    return entry.second.schema().kind == IndexKind::kLocal;
  });
}

Status WriteCollectionMetrics(JsonWriter* writer, const CollectionSizes* sizes, const Table& table,
                              const ItemKey& key) {
  std::string_view encoded = key.hash;
  TRY(auto hash, TakeKeyPart(table.schema.hash.type, &encoded));
  Item name;
  name.Set(table.schema.hash.name, std::move(hash));
  const uint64_t bytes = sizes != nullptr ? sizes->BytesOf(table, key) : 0;
  const auto low = static_cast<double>(bytes / kGigabyte);
  writer->BeginObject().Key("ItemCollectionKey").Attributes(name);
  writer->Key("SizeEstimateRangeGB").BeginArray().Double(low).Double(low + 1).EndArray();
  writer->EndObject();
  return OkStatus();
}

}  // namespace meridian

#include "tests/support/indexed_table.h"

#include "storage/base/check.h"

namespace meridian {

IndexSettings GlobalByGroup(const std::string& name, uint8_t id) {
  IndexSettings index;
  index.name = name;
  index.id.bytes[0] = id;
  index.schema.kind = IndexKind::kGlobal;
  index.schema.hash = {{"g", AttributeType::kString}};
  index.schema.range = {{"n", AttributeType::kNumber}};
  return index;
}

IndexSettings LocalByNumber(const std::string& name, uint8_t id) {
  IndexSettings index;
  index.name = name;
  index.id.bytes[0] = id;
  index.schema.kind = IndexKind::kLocal;
  index.schema.hash = {{"pk", AttributeType::kString}};
  index.schema.range = {{"n", AttributeType::kNumber}};
  index.schema.projection = {ProjectionType::kInclude, {"v"}};
  return index;
}

void WriteRegisters(RegionInMemory& region, std::vector<RegisterWrite> writes) {
  Status answer;
  region.catalog->Update(
      [&](const CatalogView&) -> Result<std::vector<RegisterWrite>> { return writes; },
      [&](Status status) { answer = std::move(status); });
  region.Run();
  CHECK(answer.has_value());
}

TablePtr MakeIndexedTable(RegionInMemory& region, const std::vector<IndexSettings>& indexes,
                          const std::vector<std::string>& others) {
  TableId id;
  id.bytes[0] = 1;
  TableDefinition definition;
  definition.name = "t";
  definition.schema.hash = {"pk", AttributeType::kString};
  std::vector<RegisterWrite> writes{{id, definition, ""}};
  for (const IndexSettings& index : indexes) writes.push_back({id, index, ""});
  writes.push_back({id, Replica{ReplicaStatus::kActive, "", ""}, region.name});
  for (const std::string& other : others) {
    writes.push_back({id, Replica{ReplicaStatus::kActive, "", ""}, other});
  }
  WriteRegisters(region, std::move(writes));
  return region.catalog->Find("t");
}

Item IndexedItem(const std::string& pk, const std::string& g, std::optional<int64_t> n,
                 const std::string& v) {
  Item item;
  item.Set("pk", AttributeValue::S(pk));
  if (!g.empty()) item.Set("g", AttributeValue::S(g));
  if (n.has_value()) item.Set("n", AttributeValue::N(Number::FromInt64(*n)));
  item.Set("v", AttributeValue::S(v));
  return item;
}

void BeginWrite(RegionInMemory& region, const TablePtr& table, const std::string& pk,
                std::optional<Item> item) {
  region.items->Update(
      table, RegionInMemory::KeyOf(pk),
      [item = std::move(item)](const StoredItem*) -> Result<Decision> {
        if (!item.has_value()) return Decision{Decision::Outcome::kDelete, std::nullopt};
        return Decision{Decision::Outcome::kPut, Payload::Of(*item)};
      },
      [](const Result<Committed>&) {});
}

}  // namespace meridian

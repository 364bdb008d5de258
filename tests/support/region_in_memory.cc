#include "tests/support/region_in_memory.h"

#include "storage/base/check.h"

namespace meridian {

RegionInMemory::RegionInMemory(std::string region_name, uint16_t shards)
    : name(std::move(region_name)), random(std::hash<std::string>()(name)) {
  options.name = name;
  options.data_dir = "/" + name;
  options.partitions = 4;
  options.shards = shards;
  options.shard.database.env = disk.env();
  Open();
}

void RegionInMemory::Open() {
  auto opened =
      Region::Open(options, std::vector<Scheduler*>(options.shards, &scheduler), clock, random);
  CHECK(opened.has_value());
  region = *std::move(opened);
  settings = std::make_unique<SettingsStore>(*region);
  region->catalog().SetListener([this] { settings->Refresh(); });
  items = std::make_unique<ItemStore>(*region, *settings);
  catalog = std::make_unique<CatalogStore>(*region);
  replica = std::make_unique<ReplicatedStore>(*region, *settings);
  changes = std::make_unique<RegionChanges>(*region);
}

void RegionInMemory::Crash() {
  if (region != nullptr) {
    region->Stop();
    Run();
  }
  region.reset();
  Open();
}

TablePtr RegionInMemory::MakeTable(const std::string& table_name,
                                   const std::vector<std::string>& others) {
  TableId id;
  const std::string bytes = random.Bytes(id.bytes.size());
  std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
  Status made;
  catalog->Update(
      [&](const CatalogView&) -> Result<std::vector<RegisterWrite>> {
        std::vector<RegisterWrite> writes;
        writes.push_back({id,
                          TableDefinition{.name = table_name,
                                          .schema = {{"pk", AttributeType::kString}, std::nullopt},
                                          .created_at_millis = clock.NowMillis()},
                          ""});
        writes.push_back({id, Replica{ReplicaStatus::kActive, "", ""}, name});
        for (const std::string& other : others) {
          writes.push_back({id, Replica{ReplicaStatus::kActive, "", ""}, other});
        }
        return writes;
      },
      [&](Status status) { made = std::move(status); });
  Run();
  CHECK(made.has_value());
  return catalog->Find(table_name);
}

ItemKey RegionInMemory::KeyOf(const std::string& pk) {
  Item item;
  item.Set("pk", AttributeValue::S(pk));
  auto key = KeyOfItem({{"pk", AttributeType::kString}, std::nullopt}, item);
  CHECK(key.has_value());
  return *std::move(key);
}

Result<Committed> RegionInMemory::Put(const TablePtr& table, const std::string& pk,
                                      const std::string& value) {
  Item item;
  item.Set("pk", AttributeValue::S(pk));
  item.Set("v", AttributeValue::S(value));
  // Shared, as a write of log durability may be answered long after this returns.
  auto answer = std::make_shared<Result<Committed>>();
  items->Update(
      table, KeyOf(pk),
      [&](const StoredItem*) -> Result<Decision> {
        return Decision{Decision::Outcome::kPut, Payload::Of(item)};
      },
      [answer](Result<Committed> result) { *answer = std::move(result); });
  Run();
  return *answer;
}

Result<Committed> RegionInMemory::Delete(const TablePtr& table, const std::string& pk) {
  auto answer = std::make_shared<Result<Committed>>();
  items->Update(
      table, KeyOf(pk),
      [](const StoredItem*) -> Result<Decision> {
        return Decision{Decision::Outcome::kDelete, std::nullopt};
      },
      [answer](Result<Committed> result) { *answer = std::move(result); });
  Run();
  return *answer;
}

std::optional<std::string> RegionInMemory::Read(const TablePtr& table, const std::string& pk) {
  const auto stored = items->Get(*table, KeyOf(pk));
  CHECK(stored.has_value());
  if (!stored->has_value()) return std::nullopt;
  const auto item = (*stored)->state.value->Decode();
  CHECK(item.has_value());
  return *item->Find("v")->As<std::string>();
}

}  // namespace meridian

// Requests about tables that are right, for tests to spoil in one place, and what comes of them.
#pragma once

#include <string>
#include <utility>

#include "regions/tables/create_table.h"
#include "regions/tables/table_request.h"
#include "regions/tables/update_table.h"
#include "tests/support/fake_catalog.h"

namespace meridian {

inline constexpr int64_t kNoon = 1'700'000'000'123;

inline std::vector<AttributeDefinition> Definitions(
    std::initializer_list<std::pair<const char*, const char*>> list) {
  std::vector<AttributeDefinition> definitions;
  for (const auto& [name, type] : list) definitions.push_back({name, type});
  return definitions;
}

inline std::vector<KeySchemaElement> Keys(
    std::initializer_list<std::pair<const char*, const char*>> list) {
  std::vector<KeySchemaElement> keys;
  for (const auto& [name, type] : list) keys.push_back({name, type});
  return keys;
}

// Table "Music", key (artist S, song N), on demand.
inline CreateTableRequest MusicRequest() {
  CreateTableRequest request;
  request.table_name = "Music";
  request.attribute_definitions = Definitions({{"artist", "S"}, {"song", "N"}});
  request.key_schema = Keys({{"artist", "HASH"}, {"song", "RANGE"}});
  request.billing_mode = "PAY_PER_REQUEST";
  return request;
}

inline IndexDefinition DefineIndex(const char* name, std::vector<KeySchemaElement> keys) {
  IndexDefinition index;
  index.index_name = name;
  index.key_schema = std::move(keys);
  index.projection = ProjectionDefinition{"ALL", std::nullopt};
  return index;
}

// An update that adds a global index to "Music"; "year" is N.
inline UpdateTableRequest AddIndex(
    const char* name, std::initializer_list<std::pair<const char*, const char*>> keys) {
  UpdateTableRequest request;
  request.attribute_definitions = Definitions({{"artist", "S"}, {"year", "N"}});
  IndexUpdate update;
  update.create = DefineIndex(name, Keys(keys));
  request.global_secondary_index_updates = {std::move(update)};
  return request;
}

inline UpdateTableRequest RemoveIndex(const char* name) {
  UpdateTableRequest request;
  IndexUpdate update;
  update.erase = IndexUpdate::Change{name, {}, {}};
  request.global_secondary_index_updates = {std::move(update)};
  return request;
}

// The message of a refusal; "" if it went well.
template <class T>
std::string Refusal(const Result<T>& result) {
  return result ? "" : result.error().message;
}

// A region's catalog with a table "Music", and the peers of its cluster.
class TableWorld {
 public:
  TableWorld() { Create(MusicRequest()); }

  void Create(const CreateTableRequest& request) {
    const auto table = CheckCreateTable(request);
    TableBirth birth;
    birth.id.bytes[0] = ++tables_;
    birth.region = context.region;
    birth.now_millis = kNoon;
    birth.index_ids.resize(table->indexes.size());
    Apply([&](const CatalogView& view) { return DecideCreateTable(*table, birth, view); });
  }

  // "" if it went well.
  std::string Update(const UpdateTableRequest& request, const std::string& name = "Music") {
    if (const Status fault = CheckUpdateTable(request); !fault) return fault.error().message;
    return Apply(
        [&](const CatalogView& view) { return DecideUpdateTable(request, name, context, view); });
  }

  std::string Apply(CatalogDecide decide) {
    std::string refusal;
    catalog.Update(std::move(decide), [&](Status status) { refusal = Refusal(status); });
    return refusal;
  }

  // As another region's register arrives.
  void Receive(RegisterWrite write) {
    Apply([&](const CatalogView&) -> Result<std::vector<RegisterWrite>> {
      return std::vector<RegisterWrite>{write};
    });
  }
  void ReplicaIs(const std::string& region, ReplicaStatus status) {
    Receive({Music().id, Replica{status, "us-east-1", ""}, region});
  }

  const Table& Music() const { return *catalog.Find("Music"); }

  FakeCatalog catalog{"us-east-1"};
  UpdateContext context{"us-east-1", {"ap-south-1", "eu-west-1"}, kNoon};

 private:
  uint8_t tables_ = 0;
};

inline UpdateTableRequest Replicate(ReplicaUpdate::Action action,
                                    std::initializer_list<const char*> regions) {
  UpdateTableRequest request;
  request.replica_updates.emplace();
  for (const char* region : regions) {
    ReplicaUpdate update;
    update.action = action;
    update.region_name = region;
    request.replica_updates->push_back(update);
  }
  return request;
}
inline UpdateTableRequest CreateReplicas(std::initializer_list<const char*> regions) {
  return Replicate(ReplicaUpdate::Action::kCreate, regions);
}
inline UpdateTableRequest DeleteReplicas(std::initializer_list<const char*> regions) {
  return Replicate(ReplicaUpdate::Action::kDelete, regions);
}

}  // namespace meridian

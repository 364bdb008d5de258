#include "regions/api/table_api.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "regions/api/request.h"
#include "regions/api/table_description_json.h"
#include "regions/api/table_life_api.h"
#include "regions/api/table_request_json.h"
#include "regions/tables/create_table.h"
#include "regions/tables/delete_table.h"
#include "regions/tables/limits.h"
#include "regions/tables/table_change.h"

namespace meridian {
namespace {

constexpr int64_t kEndpointCacheMinutes = 1440;

// Decides and commits on the catalog's executor.
Task<Status> UpdateCatalog(CatalogReader& catalog, CatalogDecide decide) {
  auto shared = std::make_shared<CatalogDecide>(std::move(decide));
  // Named, since GCC 12 destroys a lambda made inside a co_await expression twice.
  auto start = [&catalog, shared](auto done) {
    catalog.Update(std::move(*shared), [done](Status status) mutable { done(std::move(status)); });
  };
  co_return co_await AwaitCallback<Status>(std::move(start));
}

std::string DescriptionBody(std::string_view member, TablePtr table, const Services& services,
                            const TableServices& tables,
                            std::optional<TableStatus> said = std::nullopt) {
  const SettingsViewPtr settings = tables.settings.View();
  const DescribedSettings described{settings->Of(table->id), services.clock.NowMillis()};
  const TableDescription description = Describe(std::move(table), tables.statistics);
  JsonWriter writer;
  writer.BeginObject().Key(member);
  WriteTableDescription(&writer, description, said.value_or(description.status), described);
  writer.EndObject();
  return writer.Take();
}

template <class Id>
Id DrawId(SecureRandom& random) {
  Id id;
  const std::string bytes = random.Bytes(id.bytes.size());
  std::memcpy(id.bytes.data(), bytes.data(), id.bytes.size());
  return id;
}

// The table as it is after a commit. Another change may have come in between, even its end.
Reply DescribeAfter(const Services& services, const TableServices& tables, const TableId& id,
                    const std::string& name, TableStatus said) {
  TablePtr table = services.catalog.View()->FindById(id);
  if (!table || !table->replicas.contains(services.region)) return TableNotFound(name);
  return DescriptionBody("TableDescription", std::move(table), services, tables, said);
}

}  // namespace

Task<Reply> CreateTable(const Services& services, const TableServices& tables, Call call) {
  CO_TRY(const CreateTableRequest request, ReadCreateTable(call.body()));
  CO_TRY(NewTable table, CheckCreateTable(request));
  CO_TRY(const CapacitySettingsRequest capacity, ReadCapacitySettings(call.body()));
  CO_TRY(CheckCapacitySettings(capacity));
  const std::string name = table.name;
  TableBirth birth{
      DrawId<TableId>(services.random), services.region, services.clock.NowMillis(), {}};
  for (size_t i = 0; i < table.indexes.size(); ++i) {
    birth.index_ids.push_back(DrawId<IndexId>(services.random));
  }
  SettingsCatalog::Decide decide = [table = std::move(table), capacity, birth](
                                       const CatalogView& catalog, const SettingsView&) {
    return DecideNewTable(table, capacity, birth, catalog);
  };
  CO_TRY(co_await UpdateSettings(tables.settings, std::move(decide)));
  co_return DescribeAfter(services, tables, birth.id, name, TableStatus::kCreating);
}

Task<Reply> DescribeTable(const Services& services, const TableServices& tables, Call call) {
  CO_TRY(const std::string name, ReadTableName(services, call.body()));
  TablePtr table = services.catalog.Find(name);
  if (!table) co_return TableNotFound(name);
  co_return DescriptionBody("Table", std::move(table), services, tables);
}

Task<Reply> ListTables(const Services& services, Call call) {
  const JsonValue body = call.body();
  CO_TRY(const auto start, StringMember(body, "ExclusiveStartTableName"));
  CO_TRY(const auto limit, IntegerMember(body, "Limit"));
  Constraints constraints;
  if (start) {
    constraints.Length("exclusiveStartTableName", *start, kTableNameBytesMin, kTableNameBytesMax);
    constraints.NamePattern("exclusiveStartTableName", *start);
  }
  if (limit) constraints.Range("limit", *limit, 1, kListTablesMax);
  CO_TRY(constraints.Check());

  const CatalogViewPtr catalog = services.catalog.View();
  const auto& by_name = catalog->tables();
  auto at = start ? by_name.upper_bound(*start) : by_name.begin();
  const int64_t count_max = limit.value_or(kListTablesMax);
  JsonWriter writer;
  writer.BeginObject().Key("TableNames").BeginArray();
  std::string last;
  for (int64_t count = 0; at != by_name.end() && count < count_max; ++at, ++count) {
    writer.String(at->first);
    last = at->first;
  }
  writer.EndArray();
  if (at != by_name.end()) writer.Key("LastEvaluatedTableName").String(last);
  writer.EndObject();
  co_return writer.Take();
}

Task<Reply> UpdateTable(const Services& services, const TableServices& tables, Call call) {
  CO_TRY(const std::string name, ReadTableName(services, call.body()));
  CO_TRY(UpdateTableRequest request, ReadUpdateTable(call.body()));
  CO_TRY(const CapacitySettingsRequest capacity, ReadCapacitySettings(call.body()));
  CO_TRY(CheckUpdateTable(request, !capacity.empty()));
  CO_TRY(CheckCapacitySettings(capacity));
  UpdateContext context{services.region, tables.peers, services.clock.NowMillis(),
                        DrawId<IndexId>(services.random)};
  // What the decision was about, told to this coroutine from the catalog's executor.
  struct Decided {
    TableId id;
    bool changed = false;
  };
  auto decided = std::make_shared<Decided>();
  const bool only_local = request.deletion_protection_enabled.has_value();
  SettingsCatalog::Decide decide =
      [decided, request = std::move(request), capacity, context = std::move(context), name](
          const CatalogView& catalog, const SettingsView& settings) -> Result<CatalogWrites> {
    TRY(auto writes, DecideTableChange(request, capacity, name, context, catalog, settings));
    decided->id = catalog.Find(name)->id;
    decided->changed = !writes.registers.empty() || !writes.settings.empty();
    return writes;
  };
  CO_TRY(co_await UpdateSettings(tables.settings, std::move(decide)));
  const bool updating = decided->changed && !only_local;
  co_return DescribeAfter(services, tables, decided->id, name,
                          updating ? TableStatus::kUpdating : TableStatus::kActive);
}

Task<Reply> DeleteTable(const Services& services, const TableServices& tables, Call call) {
  CO_TRY(const std::string name, ReadTableName(services, call.body()));
  auto deleted = std::make_shared<TablePtr>();
  CatalogDecide decide = [deleted,
                          name](const CatalogView& catalog) -> Result<std::vector<RegisterWrite>> {
    TRY(auto writes, DecideDeleteTable(name, catalog));
    *deleted = catalog.Find(name);
    return writes;
  };
  CO_TRY(co_await UpdateCatalog(services.catalog, std::move(decide)));
  co_return DescriptionBody("TableDescription", *deleted, services, tables, TableStatus::kDeleting);
}

Task<Reply> DescribeLimits(const Services&, Call) {
  JsonWriter writer;
  writer.BeginObject();
  writer.Key("AccountMaxReadCapacityUnits").Integer(kAccountCapacityUnitsQuota);
  writer.Key("AccountMaxWriteCapacityUnits").Integer(kAccountCapacityUnitsQuota);
  writer.Key("TableMaxReadCapacityUnits").Integer(kTableCapacityUnitsQuota);
  writer.Key("TableMaxWriteCapacityUnits").Integer(kTableCapacityUnitsQuota);
  writer.EndObject();
  co_return writer.Take();
}

Task<Reply> DescribeEndpoints(const Services&, const TableServices& tables, Call) {
  JsonWriter writer;
  writer.BeginObject().Key("Endpoints").BeginArray().BeginObject();
  writer.Key("Address").String(tables.endpoint);
  writer.Key("CachePeriodInMinutes").Integer(kEndpointCacheMinutes);
  writer.EndObject().EndArray().EndObject();
  co_return writer.Take();
}

void AddTableOperations(const TableServices& tables, Operations* operations) {
  using Handler = Task<Reply> (*)(const Services&, const TableServices&, Call);
  // The lambda is no coroutine: it only hands its capture on to one.
  const auto add = [&](std::string_view name, Handler handler) {
    operations->Add(kDynamoDbTarget, name, [&tables, handler](const Services& services, Call call) {
      return handler(services, tables, std::move(call));
    });
  };
  add("CreateTable", CreateTable);
  add("DescribeTable", DescribeTable);
  add("UpdateTable", UpdateTable);
  add("DeleteTable", DeleteTable);
  add("DescribeEndpoints", DescribeEndpoints);
  operations->Add(kDynamoDbTarget, "ListTables", ListTables);
  operations->Add(kDynamoDbTarget, "DescribeLimits", DescribeLimits);
}

}  // namespace meridian

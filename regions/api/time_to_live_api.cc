#include "regions/api/json_writer.h"
#include "regions/api/request.h"
#include "regions/api/table_life_api.h"
#include "regions/tables/table_status.h"
#include "regions/tables/time_to_live.h"

namespace meridian {
namespace {

Result<TimeToLiveRequest> ReadTimeToLive(JsonValue body) {
  TimeToLiveRequest request;
  TRY(const JsonValue json,
      StructMember(body, "TimeToLiveSpecification", "TimeToLiveSpecification"));
  request.has_specification = json.exists();
  if (!json.exists()) return request;
  TRY(request.enabled, BoolMember(json, "Enabled"));
  TRY(const auto attribute, StringMember(json, "AttributeName"));
  if (attribute) request.attribute_name = std::string(*attribute);
  return request;
}

}  // namespace

Task<Reply> UpdateTimeToLive(const Services& services, const LifeServices& life, Call call) {
  CO_TRY(const std::string name, ReadTableName(services, call.body()));
  CO_TRY(TimeToLiveRequest request, ReadTimeToLive(call.body()));
  CO_TRY(CheckTimeToLive(request));
  const TimeToLiveChange change{.now_millis = services.clock.NowMillis(),
                                .interval_min = life.time_to_live_interval_min};
  SettingsCatalog::Decide decide = [request, name, change](const CatalogView& catalog,
                                                           const SettingsView& settings) {
    return DecideTimeToLive(request, name, change, catalog, settings);
  };
  CO_TRY(co_await UpdateSettings(life.settings, std::move(decide)));
  JsonWriter json;
  json.BeginObject().Key("TimeToLiveSpecification").BeginObject();
  json.Key("Enabled").Bool(*request.enabled).Key("AttributeName").String(*request.attribute_name);
  co_return json.EndObject().EndObject().Take();
}

Task<Reply> DescribeTimeToLive(const Services& services, const LifeServices& life, Call call) {
  CO_TRY(const std::string name, ReadTableName(services, call.body()));
  const TablePtr table = services.catalog.Find(name);
  if (!table) co_return TableNotFound(name);
  const SettingsViewPtr settings = life.settings.View();
  const TimeToLive& time_to_live = settings->Of(table->id).time_to_live;
  const bool settled = life.expiry_settled(*table, time_to_live);
  JsonWriter json;
  json.BeginObject().Key("TimeToLiveDescription").BeginObject();
  json.Key("TimeToLiveStatus").String(TimeToLiveStatus(time_to_live, settled));
  if (time_to_live.enabled || !settled) json.Key("AttributeName").String(time_to_live.attribute);
  co_return json.EndObject().EndObject().Take();
}

}  // namespace meridian

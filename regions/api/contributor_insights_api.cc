#include "regions/api/contributor_insights_api.h"

#include <utility>

#include "regions/api/json_writer.h"
#include "regions/api/request.h"
#include "regions/tables/contributor_insights.h"
#include "regions/tables/table_status.h"

namespace meridian {
namespace {

constexpr int64_t kSummariesMax = 100;
constexpr char kTokenSeparator = '/';  // No name has it.

Result<std::optional<std::string>> OwnedString(JsonValue object, std::string_view name) {
  TRY(const auto view, StringMember(object, name));
  if (!view) return std::optional<std::string>();
  return std::optional(std::string(*view));
}

// `index` is empty for the table itself.
void WriteSummary(const std::string& table, const std::string& index,
                  const ContributorInsights& insights, JsonWriter* json) {
  json->Key("TableName").String(table);
  if (!index.empty()) json->Key("IndexName").String(index);
  json->Key("ContributorInsightsStatus").String(InsightsStatusName(insights));
  json->Key("ContributorInsightsMode").String(InsightsModeName(insights));
}

ContributorInsights InsightsOf(const TableSettings& settings, const std::string& index) {
  const auto at = settings.own.insights.find(index);
  return at != settings.own.insights.end() ? at->second : ContributorInsights();
}

}  // namespace

Task<Reply> UpdateContributorInsights(const Services& services, const LifeServices& life,
                                      Call call) {
  CO_TRY(const std::string name, ReadTableName(services, call.body()));
  ContributorInsightsRequest request;
  CO_TRY(request.index_name, OwnedString(call.body(), "IndexName"));
  CO_TRY(request.action, OwnedString(call.body(), "ContributorInsightsAction"));
  CO_TRY(request.mode, OwnedString(call.body(), "ContributorInsightsMode"));
  CO_TRY(CheckContributorInsights(request));
  SettingsCatalog::Decide decide = [request, name, now = services.clock.NowMillis()](
                                       const CatalogView& catalog, const SettingsView& settings) {
    return DecideContributorInsights(request, name, now, catalog, settings);
  };
  CO_TRY(co_await UpdateSettings(life.settings, std::move(decide)));
  const TablePtr table = services.catalog.Find(name);
  if (!table) co_return TableNotFound(name);
  const SettingsViewPtr settings = life.settings.View();
  const std::string index = request.index_name.value_or("");
  JsonWriter json;
  json.BeginObject();
  WriteSummary(name, index, InsightsOf(settings->Of(table->id), index), &json);
  co_return json.EndObject().Take();
}

Task<Reply> DescribeContributorInsights(const Services& services, const LifeServices& life,
                                        Call call) {
  CO_TRY(const std::string name, ReadTableName(services, call.body()));
  CO_TRY(const auto index_name, OwnedString(call.body(), "IndexName"));
  const TablePtr table = services.catalog.Find(name);
  if (!table) co_return TableNotFound(name);
  const SettingsViewPtr settings = life.settings.View();
  const std::string index = index_name.value_or("");
  const ContributorInsights insights = InsightsOf(settings->Of(table->id), index);
  JsonWriter json;
  json.BeginObject();
  WriteSummary(name, index, insights, &json);
  json.Key("ContributorInsightsRuleList").BeginArray().EndArray();
  if (insights.changed_at_millis != 0) {
    json.Key("LastUpdateDateTime").Double(static_cast<double>(insights.changed_at_millis) / 1000);
  }
  co_return json.EndObject().Take();
}

Task<Reply> ListContributorInsights(const Services& services, const LifeServices& life, Call call) {
  CO_TRY(const auto table_name, OwnedString(call.body(), "TableName"));
  CO_TRY(const auto token, OwnedString(call.body(), "NextToken"));
  CO_TRY(const auto limit, IntegerMember(call.body(), "MaxResults"));
  Constraints constraints;
  if (limit) constraints.Range("maxResults", *limit, 1, kSummariesMax);
  CO_TRY(constraints.Check());
  std::string only;
  if (table_name) {
    CO_TRY(only, CheckTableName(services, *table_name));
    if (!services.catalog.Find(only)) co_return TableNotFound(only);
  }
  const CatalogViewPtr catalog = services.catalog.View();
  const SettingsViewPtr settings = life.settings.View();
  const int64_t count_max = limit.value_or(kSummariesMax);
  int64_t count = 0;
  std::string last;
  bool more = false;
  JsonWriter json;
  json.BeginObject().Key("ContributorInsightsSummaries").BeginArray();
  for (const auto& [name, table] : catalog->tables()) {
    if (!only.empty() && name != only) continue;
    for (const auto& [index, insights] : settings->Of(table->id).own.insights) {
      const std::string place = name + kTokenSeparator + index;
      if (more || (token && place <= *token)) continue;
      more = count == count_max;
      if (more) continue;
      json.BeginObject();
      WriteSummary(name, index, insights, &json);
      json.EndObject();
      last = place;
      ++count;
    }
  }
  json.EndArray();
  if (more) json.Key("NextToken").String(last);
  co_return json.EndObject().Take();
}

}  // namespace meridian

#include "regions/tables/contributor_insights.h"

#include "regions/tables/constraints.h"
#include "regions/tables/limits.h"
#include "regions/tables/table_status.h"

namespace meridian {
namespace {

constexpr std::string_view kAllKeys = "ACCESSED_AND_THROTTLED_KEYS";
constexpr std::string_view kThrottledKeys = "THROTTLED_KEYS";

}  // namespace

Status CheckContributorInsights(const ContributorInsightsRequest& request) {
  Constraints constraints;
  if (request.index_name) {
    constraints.Length("indexName", *request.index_name, kTableNameBytesMin, kTableNameBytesMax);
    constraints.NamePattern("indexName", *request.index_name);
  }
  if (constraints.NotNull("contributorInsightsAction", request.action.has_value())) {
    constraints.OneOf("contributorInsightsAction", *request.action, {"ENABLE", "DISABLE"});
  }
  if (request.mode) {
    constraints.OneOf("contributorInsightsMode", *request.mode, {kAllKeys, kThrottledKeys});
  }
  return constraints.Check();
}

Result<CatalogWrites> DecideContributorInsights(const ContributorInsightsRequest& request,
                                                const std::string& name, int64_t now_millis,
                                                const CatalogView& catalog,
                                                const SettingsView& settings) {
  const TablePtr table = catalog.Find(name);
  if (!table) return TableNotFound(name);
  const TableStatus status = StatusOf(*table);
  if (status == TableStatus::kCreating || status == TableStatus::kDeleting) return InUse(*table);
  OwnSettings own = settings.Of(table->id).own;
  ContributorInsights& insights = own.insights[request.index_name.value_or("")];
  insights.enabled = *request.action == "ENABLE";
  if (request.mode) insights.throttled_only = *request.mode == kThrottledKeys;
  insights.changed_at_millis = now_millis;
  return CatalogWrites{.registers = {}, .settings = {{table->id, std::move(own), table->region}}};
}

std::string_view InsightsStatusName(const ContributorInsights& insights) {
  return insights.enabled ? "ENABLED" : "DISABLED";
}

std::string_view InsightsModeName(const ContributorInsights& insights) {
  return insights.throttled_only ? kThrottledKeys : kAllKeys;
}

}  // namespace meridian

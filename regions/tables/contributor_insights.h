// Contributor insights: a setting of one replica, kept and described. Nothing is collected.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, UpdateContributorInsights.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/base/result.h"
#include "storage/table/settings.h"

namespace meridian {

struct ContributorInsightsRequest {
  std::optional<std::string> index_name;
  std::optional<std::string> action;
  std::optional<std::string> mode;
};

// The request alone. kValidation in DynamoDB's words.
Status CheckContributorInsights(const ContributorInsightsRequest& request);

// kNotFound; kInUse while the table is being created or deleted. Requires:
// CheckContributorInsights.
Result<CatalogWrites> DecideContributorInsights(const ContributorInsightsRequest& request,
                                                const std::string& table, int64_t now_millis,
                                                const CatalogView& catalog,
                                                const SettingsView& settings);

// "ENABLED" or "DISABLED"; a change takes effect at once.
std::string_view InsightsStatusName(const ContributorInsights& insights);
// "ACCESSED_AND_THROTTLED_KEYS" or "THROTTLED_KEYS".
std::string_view InsightsModeName(const ContributorInsights& insights);

}  // namespace meridian

// Time to live: a table's setting that has items deleted once a time in them is past.
//
// It is the global table's: what one region changes follows in all of them. Each region says for
// itself whether it is through with the change.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, UpdateTimeToLive.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "storage/base/result.h"
#include "storage/table/settings.h"

namespace meridian {

struct TimeToLiveRequest {
  bool has_specification = false;
  std::optional<bool> enabled;
  std::optional<std::string> attribute_name;
};

// The request alone. kValidation in DynamoDB's words.
Status CheckTimeToLive(const TimeToLiveRequest& request);

// When, and how often it may be changed.
struct TimeToLiveChange {
  int64_t now_millis = 0;
  std::chrono::seconds interval_min{3600};  // Between two changes of a table's.
};

// kNotFound; kInUse while the table is being created or deleted; kValidation if it is so already,
// is enabled for another attribute, or was changed too short a time ago. Requires: CheckTimeToLive.
Result<CatalogWrites> DecideTimeToLive(const TimeToLiveRequest& request, const std::string& table,
                                       const TimeToLiveChange& change, const CatalogView& catalog,
                                       const SettingsView& settings);

// "ENABLED", "ENABLING" and so on. `settled`: this region's rows are in line with the setting.
std::string_view TimeToLiveStatus(const TimeToLive& time_to_live, bool settled);

}  // namespace meridian

// What CreateTable and UpdateTable say of capacity besides billing: maxima of a table on demand,
// warm throughput, table class.
//
// All of them are the global table's. Warm throughput and table class are kept and described, and
// change nothing: a table here is always warm.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, OnDemandThroughput, WarmThroughput; Developer Guide,
// "Warm throughput".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/base/result.h"
#include "storage/table/settings.h"

namespace meridian {

struct UnitsPair {
  std::optional<int64_t> read;
  std::optional<int64_t> write;
};

struct CapacitySettingsRequest {
  std::optional<UnitsPair> on_demand;
  std::optional<UnitsPair> warm;
  std::optional<std::string> table_class;

  bool empty() const { return !on_demand && !warm && !table_class; }
};

// The request alone. kValidation in DynamoDB's words.
Status CheckCapacitySettings(const CapacitySettingsRequest& request);

// The table that the settings are for, as it is once the rest of the request is done.
struct CapacitySubject {
  TableId table;
  BillingMode mode = BillingMode::kProvisioned;
  bool is_new = false;
  int64_t now_millis = 0;
};

// kValidation for maxima of a table that isn't on demand, and for warm throughput that would fall.
// Requires: CheckCapacitySettings.
Result<std::vector<SettingWrite>> DecideCapacitySettings(const CapacitySettingsRequest& request,
                                                         const CapacitySubject& subject,
                                                         const TableSettings& current);

// What is described as warm: what was asked for, or what a new table has.
WarmThroughput DescribedWarmThroughput(const WarmThroughput& asked);

// "STANDARD" or "STANDARD_INFREQUENT_ACCESS".
std::string_view TableClassName(TableClass table_class);

}  // namespace meridian

#include "regions/tables/capacity_settings.h"

#include <algorithm>

#include "regions/tables/constraints.h"

namespace meridian {
namespace {

// What DynamoDB gives every new table.
constexpr int64_t kWarmReadUnits = 12'000;
constexpr int64_t kWarmWriteUnits = 4'000;
// Takes a maximum away.
constexpr int64_t kNoMaximum = -1;
constexpr std::string_view kInfrequentAccess = "STANDARD_INFREQUENT_ACCESS";

Status CheckMaximum(const std::optional<int64_t>& units, std::string_view name) {
  if (!units || *units == kNoMaximum || *units >= 1) return OkStatus();
  return InvalidParameter("Invalid value for " + std::string(name) +
                          ": must be -1 or at least 1, not " + std::to_string(*units));
}

void CheckWarm(const std::optional<int64_t>& units, std::string_view member,
               Constraints* constraints) {
  if (units) constraints->Range("warmThroughput." + std::string(member), *units, 1);
}

void Take(const std::optional<int64_t>& asked, std::optional<int64_t>* kept) {
  if (!asked) return;
  *kept = *asked == kNoMaximum ? std::nullopt : asked;
}

Status Raise(const std::optional<int64_t>& asked, int64_t current, std::string_view name,
             int64_t* kept) {
  if (!asked) return OkStatus();
  if (*asked < current) {
    return InvalidParameter("Requested " + std::string(name) +
                            " for WarmThroughput for table is lower than current WarmThroughput, "
                            "decreasing WarmThroughput is not supported");
  }
  *kept = *asked;
  return OkStatus();
}

}  // namespace

Status CheckCapacitySettings(const CapacitySettingsRequest& request) {
  Constraints constraints;
  if (request.warm) {
    CheckWarm(request.warm->read, "readUnitsPerSecond", &constraints);
    CheckWarm(request.warm->write, "writeUnitsPerSecond", &constraints);
  }
  TRY(constraints.Check());
  if (request.on_demand) {
    TRY(CheckMaximum(request.on_demand->read, "MaxReadRequestUnits"));
    TRY(CheckMaximum(request.on_demand->write, "MaxWriteRequestUnits"));
  }
  return OkStatus();
}

Result<std::vector<SettingWrite>> DecideCapacitySettings(const CapacitySettingsRequest& request,
                                                         const CapacitySubject& subject,
                                                         const TableSettings& current) {
  std::vector<SettingWrite> writes;
  if (request.on_demand) {
    if (subject.mode != BillingMode::kPayPerRequest) {
      return InvalidParameter(
          "OnDemandThroughput can only be specified when BillingMode is PAY_PER_REQUEST");
    }
    OnDemandMaxima maxima = current.on_demand_maxima;
    Take(request.on_demand->read, &maxima.read_units);
    Take(request.on_demand->write, &maxima.write_units);
    writes.push_back({subject.table, maxima, ""});
  }
  if (request.warm) {
    const WarmThroughput stands = DescribedWarmThroughput(current.warm_throughput);
    WarmThroughput warm = current.warm_throughput;
    TRY(Raise(request.warm->read, stands.read_units, "ReadUnitsPerSecond", &warm.read_units));
    TRY(Raise(request.warm->write, stands.write_units, "WriteUnitsPerSecond", &warm.write_units));
    writes.push_back({subject.table, warm, ""});
  }
  if (request.table_class) {
    const TableClass asked = *request.table_class == kInfrequentAccess
                                 ? TableClass::kInfrequentAccess
                                 : TableClass::kStandard;
    if (subject.is_new || asked != current.table_class.table_class) {
      const int64_t changed = subject.is_new ? 0 : subject.now_millis;
      writes.push_back({subject.table, TableClassSetting{asked, changed}, ""});
    }
  }
  return writes;
}

WarmThroughput DescribedWarmThroughput(const WarmThroughput& asked) {
  return {.read_units = std::max(asked.read_units, kWarmReadUnits),
          .write_units = std::max(asked.write_units, kWarmWriteUnits)};
}

std::string_view TableClassName(TableClass table_class) {
  return table_class == TableClass::kInfrequentAccess ? kInfrequentAccess : "STANDARD";
}

}  // namespace meridian

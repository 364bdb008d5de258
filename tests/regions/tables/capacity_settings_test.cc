#include "regions/tables/capacity_settings.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

constexpr CapacitySubject kOnDemand{{}, BillingMode::kPayPerRequest, false, 77};

// The message of the refusal; empty: `*settings` is as decided.
std::string Apply(const CapacitySettingsRequest& request, TableSettings* settings,
                  const CapacitySubject& subject = kOnDemand) {
  if (Status checked = CheckCapacitySettings(request); !checked) return checked.error().message;
  const auto writes = DecideCapacitySettings(request, subject, *settings);
  if (!writes) return writes.error().message;
  for (const SettingWrite& write : *writes) {
    if (const auto* maxima = std::get_if<OnDemandMaxima>(&write.value)) {
      settings->on_demand_maxima = *maxima;
    } else if (const auto* warm = std::get_if<WarmThroughput>(&write.value)) {
      settings->warm_throughput = *warm;
    } else {
      settings->table_class = std::get<TableClassSetting>(write.value);
    }
  }
  return "";
}

CapacitySettingsRequest Maxima(std::optional<int64_t> read, std::optional<int64_t> write) {
  return {.on_demand = UnitsPair{read, write}, .warm = {}, .table_class = {}};
}
CapacitySettingsRequest Warm(std::optional<int64_t> read, std::optional<int64_t> write) {
  return {.on_demand = {}, .warm = UnitsPair{read, write}, .table_class = {}};
}
CapacitySettingsRequest Class(const char* name) {
  return {.on_demand = {}, .warm = {}, .table_class = name};
}

TEST(CapacitySettingsTest, MaximaAreSetOneByOneAndTakenAwayByMinusOne) {
  TableSettings settings;
  EXPECT_EQ(Apply(Maxima(100, 50), &settings), "");
  EXPECT_EQ(Apply(Maxima(-1, {}), &settings), "");

  EXPECT_EQ(settings.on_demand_maxima, (OnDemandMaxima{std::nullopt, 50}));
  EXPECT_NE(Apply(Maxima(0, {}), &settings), "");
  EXPECT_NE(Apply(Maxima({}, -2), &settings), "");
}

TEST(CapacitySettingsTest, MaximaNeedATableOnDemand) {
  TableSettings settings;
  EXPECT_EQ(Apply(Maxima(100, 50), &settings, {{}, BillingMode::kProvisioned, true, 77}),
            "One or more parameter values were invalid: OnDemandThroughput can only be specified "
            "when BillingMode is PAY_PER_REQUEST");
}

TEST(CapacitySettingsTest, WarmThroughputOnlyRises) {
  TableSettings settings;
  EXPECT_EQ(Apply(Warm(15'000, {}), &settings), "");
  EXPECT_EQ(Apply(Warm(14'999, {}), &settings),
            "One or more parameter values were invalid: Requested ReadUnitsPerSecond for "
            "WarmThroughput for table is lower than current WarmThroughput, decreasing "
            "WarmThroughput is not supported");
  EXPECT_NE(Apply(Warm({}, 3'999), &settings), "");
  EXPECT_EQ(Apply(Warm({}, 0), &settings),
            "1 validation error detected: Value '0' at 'warmThroughput.writeUnitsPerSecond' failed "
            "to satisfy constraint: Member must have value greater than or equal to 1");

  EXPECT_EQ(DescribedWarmThroughput(settings.warm_throughput), (WarmThroughput{15'000, 4'000}));
}

TEST(CapacitySettingsTest, ATableClassIsKeptWithWhenItChanged) {
  TableSettings settings;
  EXPECT_EQ(Apply(Class("STANDARD_INFREQUENT_ACCESS"), &settings, {{}, {}, true, 77}), "");
  EXPECT_EQ(settings.table_class, (TableClassSetting{TableClass::kInfrequentAccess, 0}));

  EXPECT_EQ(Apply(Class("STANDARD"), &settings), "");
  EXPECT_EQ(settings.table_class, (TableClassSetting{TableClass::kStandard, 77}));
  EXPECT_EQ(TableClassName(settings.table_class.table_class), "STANDARD");
}

}  // namespace
}  // namespace meridian

#include "storage/table/settings_codec.h"

#include <gtest/gtest.h>

#include "storage/table/catalog_codec.h"

namespace meridian {
namespace {

void ExpectKept(const SettingValue& value, const std::string& region = {}) {
  const std::string name = SettingName({{}, value, region});
  ASSERT_TRUE(IsSetting(name)) << name;
  const auto decoded = DecodeSetting(name, EncodeSetting(value));

  ASSERT_TRUE(decoded) << name;
  EXPECT_TRUE(*decoded == value) << name;
}

TEST(SettingsCodecTest, EverySettingIsReadAsItWasWritten) {
  ExpectKept(TimeToLive{true, "expires", 1'700'000'000'000});
  ExpectKept(TimeToLive{false, "", 0});
  ExpectKept(TableClassSetting{TableClass::kInfrequentAccess, 5});
  ExpectKept(OnDemandMaxima{100, std::nullopt});
  ExpectKept(OnDemandMaxima{std::nullopt, 0});
  ExpectKept(WarmThroughput{12'001, 4'001});
  ExpectKept(ThroughputHistory{8, 9, 3, {10, 11}});
}

TEST(SettingsCodecTest, WhatIsOneRegionsIsReadAsItWasWritten) {
  OwnSettings own;
  own.policies = {{"", {"{}", "r1"}}, {"2026-11-23T08:34:16.123", {"{ }", "r2"}}};
  own.insights = {{"", {true, false, 1}}, {"index", {false, true, 2}}};
  ExpectKept(own, "eu-west-1");
  ExpectKept(ReplicaOverrides{TableClass::kInfrequentAccess, 7, std::nullopt}, "eu-west-1");
  ExpectKept(ReplicaOverrides{std::nullopt, std::nullopt, 9}, "eu-west-1");
}

TEST(SettingsCodecTest, RegistersOfTheCatalogAreNoSettings) {
  for (const std::string_view name : {"definition", "billing", "replica/a", "local/a", "ttl2"}) {
    EXPECT_FALSE(IsSetting(name)) << name;
  }
}

TEST(SettingsCodecTest, DamagedBytesAreSaidToBeDamaged) {
  const auto decoded = DecodeSetting("ttl", "\xff\xff");
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().code, Errc::kCorrupt);
}

}  // namespace
}  // namespace meridian

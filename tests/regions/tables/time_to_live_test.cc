#include "regions/tables/time_to_live.h"

#include <gtest/gtest.h>

#include "tests/support/fake_settings.h"

namespace meridian {
namespace {

constexpr int64_t kNoon = 1'700'000'000'000;
constexpr int64_t kHour = 3'600'000;

TimeToLiveRequest Request(bool enabled, const std::string& attribute = "expires") {
  return {.has_specification = true, .enabled = enabled, .attribute_name = attribute};
}

class TimeToLiveTest : public ::testing::Test {
 protected:
  TimeToLiveTest() { catalog.Add("Music", {{"p", AttributeType::kString}, std::nullopt}); }

  // The message of the refusal; empty: it was done.
  std::string Change(const TimeToLiveRequest& request, int64_t now,
                     const std::string& table = "Music") {
    Status outcome;
    settings.Update(
        [&](const CatalogView& tables, const SettingsView& view) {
          return DecideTimeToLive(request, table, {.now_millis = now}, tables, view);
        },
        [&](Status status) { outcome = std::move(status); });
    return outcome ? "" : outcome.error().message;
  }
  TimeToLive Now() { return settings.View()->Of(catalog.Find("Music")->id).time_to_live; }

  FakeCatalog catalog{"us-east-1"};
  FakeSettings settings{catalog, "us-east-1"};
};

TEST_F(TimeToLiveTest, IsEnabledAndDisabled) {
  EXPECT_EQ(Change(Request(true), kNoon), "");
  EXPECT_EQ(Now(), (TimeToLive{true, "expires", kNoon}));

  EXPECT_EQ(Change(Request(false), kNoon + kHour), "");
  EXPECT_EQ(Now(), (TimeToLive{false, "expires", kNoon + kHour}));
}

TEST_F(TimeToLiveTest, WhatIsSoAlreadyIsRefused) {
  EXPECT_EQ(Change(Request(false), kNoon), "TimeToLive is already disabled");
  EXPECT_EQ(Change(Request(true), kNoon), "");
  EXPECT_EQ(Change(Request(true), kNoon + kHour), "TimeToLive is already enabled");
  const std::string other =
      "TimeToLive is active on a different AttributeName: current AttributeName is expires";
  EXPECT_EQ(Change(Request(true, "until"), kNoon + kHour), other);
  EXPECT_EQ(Change(Request(false, "until"), kNoon + kHour), other);
}

TEST_F(TimeToLiveTest, IsChangedAtMostOnceAnHour) {
  EXPECT_EQ(Change(Request(true), kNoon), "");
  EXPECT_EQ(Change(Request(false), kNoon + kHour - 1),
            "Time to live has been modified multiple times within a fixed interval");
  EXPECT_EQ(Change(Request(false), kNoon + kHour), "");
}

TEST_F(TimeToLiveTest, ATableThatIsNotReadyOrNotThereIsRefused) {
  EXPECT_EQ(Change(Request(true), kNoon, "None"),
            "Requested resource not found: Table: None not found");
  catalog.SetStatus("Music", ReplicaStatus::kDeleting);
  EXPECT_EQ(Change(Request(true), kNoon),
            "Attempt to change a resource which is still in use: Table is being deleted: Music");
}

TEST(TimeToLiveRequestTest, ItsShapeIsJudgedWhole) {
  const auto refusal = [](const TimeToLiveRequest& request) {
    const Status checked = CheckTimeToLive(request);
    return checked ? "" : checked.error().message;
  };
  EXPECT_EQ(refusal(Request(true)), "");
  EXPECT_EQ(refusal({}),
            "1 validation error detected: Value null at 'timeToLiveSpecification' failed to "
            "satisfy constraint: Member must not be null");
  EXPECT_EQ(refusal({.has_specification = true, .enabled = {}, .attribute_name = {}}),
            "2 validation errors detected: Value null at 'timeToLiveSpecification.attributeName' "
            "failed to satisfy constraint: Member must not be null; Value null at "
            "'timeToLiveSpecification.enabled' failed to satisfy constraint: Member must not be "
            "null");
  EXPECT_EQ(refusal(Request(true, "")),
            "1 validation error detected: Value '' at 'timeToLiveSpecification.attributeName' "
            "failed to satisfy constraint: Member must have length greater than or equal to 1");
  EXPECT_NE(refusal(Request(true, std::string(256, 'x'))), "");
  EXPECT_EQ(refusal(Request(true, std::string(255, 'x'))), "");
}

TEST(TimeToLiveStatusTest, SaysWhetherTheRegionIsThroughWithTheChange) {
  EXPECT_EQ(TimeToLiveStatus({true, "a", 1}, true), "ENABLED");
  EXPECT_EQ(TimeToLiveStatus({true, "a", 1}, false), "ENABLING");
  EXPECT_EQ(TimeToLiveStatus({false, "a", 1}, true), "DISABLED");
  EXPECT_EQ(TimeToLiveStatus({false, "a", 1}, false), "DISABLING");
}

}  // namespace
}  // namespace meridian

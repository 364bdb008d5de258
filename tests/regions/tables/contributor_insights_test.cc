#include "regions/tables/contributor_insights.h"

#include <gtest/gtest.h>

#include "tests/support/fake_settings.h"

namespace meridian {
namespace {

class ContributorInsightsTest : public ::testing::Test {
 protected:
  ContributorInsightsTest() { catalog.Add("Music", {{"p", AttributeType::kString}, std::nullopt}); }

  std::string Change(const ContributorInsightsRequest& request,
                     const std::string& table = "Music") {
    Status outcome;
    settings.Update(
        [&](const CatalogView& tables, const SettingsView& view) {
          return DecideContributorInsights(request, table, 77, tables, view);
        },
        [&](Status status) { outcome = std::move(status); });
    return outcome ? "" : outcome.error().message;
  }
  OwnSettings Own() { return settings.View()->Of(catalog.Find("Music")->id).own; }

  FakeCatalog catalog{"us-east-1"};
  FakeSettings settings{catalog, "us-east-1"};
};

TEST_F(ContributorInsightsTest, AreKeptForATableAndForEachIndex) {
  EXPECT_EQ(Change({.index_name = {}, .action = "ENABLE", .mode = {}}), "");
  EXPECT_EQ(Change({.index_name = "byYear", .action = "ENABLE", .mode = "THROTTLED_KEYS"}), "");
  EXPECT_EQ(Change({.index_name = {}, .action = "DISABLE", .mode = {}}), "");

  EXPECT_EQ(Own().insights.at(""), (ContributorInsights{false, false, 77}));
  EXPECT_EQ(Own().insights.at("byYear"), (ContributorInsights{true, true, 77}));
  EXPECT_EQ(InsightsStatusName(Own().insights.at("byYear")), "ENABLED");
  EXPECT_EQ(InsightsModeName(Own().insights.at("byYear")), "THROTTLED_KEYS");
}

TEST_F(ContributorInsightsTest, AMissingTableIsNotFound) {
  EXPECT_EQ(Change({.index_name = {}, .action = "ENABLE", .mode = {}}, "None"),
            "Requested resource not found: Table: None not found");
}

TEST(ContributorInsightsRequestTest, ItsShapeIsJudgedWhole) {
  EXPECT_TRUE(CheckContributorInsights({.index_name = {}, .action = "DISABLE", .mode = {}}));
  EXPECT_EQ(
      CheckContributorInsights({.index_name = {}, .action = {}, .mode = "ALL"}).error().message,
      "2 validation errors detected: Value null at 'contributorInsightsAction' failed to "
      "satisfy constraint: Member must not be null; Value 'ALL' at "
      "'contributorInsightsMode' failed to satisfy constraint: Member must satisfy enum "
      "value set: [ACCESSED_AND_THROTTLED_KEYS, THROTTLED_KEYS]");
}

}  // namespace
}  // namespace meridian

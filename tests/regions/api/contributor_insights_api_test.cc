#include "regions/api/contributor_insights_api.h"

#include <gtest/gtest.h>

#include "tests/regions/api/api_server.h"
#include "tests/support/fake_settings.h"

namespace meridian {
namespace {

class ContributorInsightsApiTest : public ::testing::Test {
 protected:
  ContributorInsightsApiTest() {
    AddLifeOperations(life, &server.operations);
    for (const char* name : {"Books", "Music"}) {
      server.catalog.Add(name, {{"p", AttributeType::kString}, std::nullopt});
    }
  }

  ApiServer server;
  FakeSettings settings{server.catalog, "us-east-1"};
  LifeServices life{.settings = settings,
                    .expiry_settled = [](const Table&, const TimeToLive&) { return true; }};
};

TEST_F(ContributorInsightsApiTest, AreSetDescribedAndListedInPages) {
  EXPECT_EQ(server.Ask("DescribeContributorInsights", R"({"TableName":"Music"})"),
            R"(200 {"TableName":"Music","ContributorInsightsStatus":"DISABLED",)"
            R"("ContributorInsightsMode":"ACCESSED_AND_THROTTLED_KEYS",)"
            R"("ContributorInsightsRuleList":[]})");
  for (const char* name : {"Music", "Books"}) {
    EXPECT_EQ(
        server.Ask("UpdateContributorInsights", R"({"TableName":")" + std::string(name) +
                                                    R"(","ContributorInsightsAction":"ENABLE"})"),
        R"(200 {"TableName":")" + std::string(name) +
            R"(","ContributorInsightsStatus":"ENABLED",)"
            R"("ContributorInsightsMode":"ACCESSED_AND_THROTTLED_KEYS"})");
  }

  EXPECT_EQ(server.Ask("ListContributorInsights", R"({"MaxResults":1})"),
            R"(200 {"ContributorInsightsSummaries":[{"TableName":"Books",)"
            R"("ContributorInsightsStatus":"ENABLED",)"
            R"("ContributorInsightsMode":"ACCESSED_AND_THROTTLED_KEYS"}],"NextToken":"Books/"})");
  EXPECT_EQ(server.Ask("ListContributorInsights", R"({"NextToken":"Books/"})"),
            R"(200 {"ContributorInsightsSummaries":[{"TableName":"Music",)"
            R"("ContributorInsightsStatus":"ENABLED",)"
            R"("ContributorInsightsMode":"ACCESSED_AND_THROTTLED_KEYS"}]})");
}

}  // namespace
}  // namespace meridian

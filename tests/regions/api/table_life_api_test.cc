#include "regions/api/table_life_api.h"

#include <gtest/gtest.h>

#include "tests/regions/api/api_server.h"
#include "tests/support/fake_settings.h"

namespace meridian {
namespace {

class TableLifeApiTest : public ::testing::Test {
 protected:
  TableLifeApiTest() {
    AddLifeOperations(life, &server.operations);
    server.catalog.Add("Music", {{"p", AttributeType::kString}, std::nullopt});
  }

  ApiServer server;
  bool settled = true;
  FakeSettings settings{server.catalog, "us-east-1"};
  LifeServices life{.settings = settings,
                    .expiry_settled = [this](const Table&, const TimeToLive&) { return settled; }};
};

constexpr char kEnable[] =
    R"({"TableName":"Music","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"until"}})";

TEST_F(TableLifeApiTest, TimeToLiveIsEnabledAndDescribed) {
  EXPECT_EQ(server.Ask("DescribeTimeToLive", R"({"TableName":"Music"})"),
            R"(200 {"TimeToLiveDescription":{"TimeToLiveStatus":"DISABLED"}})");

  EXPECT_EQ(server.Ask("UpdateTimeToLive", kEnable),
            R"(200 {"TimeToLiveSpecification":{"Enabled":true,"AttributeName":"until"}})");

  settled = false;
  EXPECT_EQ(server.Ask("DescribeTimeToLive", R"({"TableName":"Music"})"),
            R"(200 {"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLING",)"
            R"("AttributeName":"until"}})");
  settled = true;
  EXPECT_EQ(server.Ask("DescribeTimeToLive",
                       R"({"TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/Music"})"),
            R"(200 {"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLED",)"
            R"("AttributeName":"until"}})");
}

TEST_F(TableLifeApiTest, ARefusedTimeToLiveChangesNothing) {
  EXPECT_EQ(server.Ask("UpdateTimeToLive", kEnable).substr(0, 3), "200");
  EXPECT_EQ(server.Ask("UpdateTimeToLive", kEnable),
            R"(400 {"__type":"com.amazon.coral.validate#ValidationException",)"
            R"("message":"TimeToLive is already enabled"})");
  EXPECT_EQ(server.Ask("DescribeTimeToLive", R"({"TableName":"None"})"),
            R"(400 {"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",)"
            R"("message":"Requested resource not found: Table: None not found"})");
}

}  // namespace
}  // namespace meridian

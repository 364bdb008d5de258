#include "regions/api/table_api.h"

#include <gtest/gtest.h>

#include "tests/regions/api/api_server.h"
#include "tests/regions/api/items_server.h"
#include "tests/support/fake_settings.h"

namespace meridian {
namespace {

class FixedStatistics final : public TableStatistics {
 public:
  TableSize SizeOf(const Table&) const override { return {1234, 5}; }
  TableSize SizeOf(const Index&) const override { return {234, 3}; }
};

class TableApiTest : public ::testing::Test {
 protected:
  TableApiTest() { AddTableOperations(tables, &server.operations); }

  std::string Create(const std::string& name) {
    return server.Ask(
        "CreateTable",
        R"({"TableName":")" + name +
            R"(","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],)"
            R"("KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],)"
            R"("ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":6}})");
  }
  std::string Status(const std::string& answer) {
    const size_t at = answer.find(R"("TableStatus":")") + 15;
    return answer.substr(at, answer.find('"', at) - at);
  }

  ApiServer server;
  FixedStatistics statistics;
  FakeSettings settings{server.catalog, "us-east-1"};
  TableServices tables{statistics, {"eu-west-1"}, "localhost:8101", settings};
};

TEST_F(TableApiTest, ATableIsCreatedDescribedAndDeleted) {
  EXPECT_EQ(Status(Create("Music")), "CREATING");

  const std::string described = server.Ask("DescribeTable", R"({"TableName":"Music"})");
  const std::string id = server.catalog.Find("Music")->id.ToString();
  EXPECT_EQ(described,
            R"(200 {"Table":{"AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],)"
            R"("KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"TableName":"Music",)"
            R"("TableStatus":"ACTIVE","CreationDateTime":1700000000.123,)"
            R"("ProvisionedThroughput":{"NumberOfDecreasesToday":0,"ReadCapacityUnits":5,)"
            R"("WriteCapacityUnits":6},"TableSizeBytes":1234,"ItemCount":5,)"
            R"("TableArn":"arn:aws:dynamodb:us-east-1:000000000000:table/Music","TableId":")" +
                id + R"(","DeletionProtectionEnabled":false}})");
  EXPECT_EQ(Status(server.Ask("DeleteTable", R"({"TableName":"Music"})")), "DELETING");
  EXPECT_EQ(Status(server.Ask("DescribeTable", R"({"TableName":"Music"})")), "DELETING");
}

TEST_F(TableApiTest, ATakenNameIsInUseAndAMissingOneIsNotFound) {
  Create("Music");

  EXPECT_EQ(Create("Music"),
            R"(400 {"__type":"com.amazonaws.dynamodb.v20120810#ResourceInUseException",)"
            R"("message":"Table already exists: Music"})");
  EXPECT_EQ(server.Ask("DescribeTable", R"({"TableName":"None"})"),
            R"(400 {"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",)"
            R"("message":"Requested resource not found: Table: None not found"})");
}

TEST_F(TableApiTest, AReplicaMakesTheTableGlobal) {
  Create("Music");

  const std::string updated = server.Ask(
      "UpdateTable",
      R"({"TableName":"Music","ReplicaUpdates":[{"Create":{"RegionName":"eu-west-1"}}]})");

  EXPECT_EQ(Status(updated), "UPDATING");
  EXPECT_NE(updated.find(R"("GlobalTableVersion":"2019.11.21","Replicas":[{"RegionName":)"
                         R"("eu-west-1","ReplicaStatus":"CREATING","ReplicaArn":)"
                         R"("arn:aws:dynamodb:eu-west-1:000000000000:table/Music"},)"
                         R"({"RegionName":"us-east-1","ReplicaStatus":"ACTIVE")"),
            std::string::npos);
  EXPECT_NE(updated.find(R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":)"
                         R"("NEW_AND_OLD_IMAGES"},"LatestStreamLabel":"2023-11-14T22:13:20.123",)"),
            std::string::npos);
  EXPECT_EQ(Status(server.Ask("DescribeTable", R"({"TableName":"Music"})")), "UPDATING");
}

TEST_F(TableApiTest, BillingModeIsSummedUp) {
  Create("Music");

  const std::string updated =
      server.Ask("UpdateTable", R"({"TableName":"Music","BillingMode":"PAY_PER_REQUEST"})");

  EXPECT_EQ(Status(updated), "UPDATING");
  EXPECT_NE(updated.find(R"("BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST",)"
                         R"("LastUpdateToPayPerRequestDateTime":1700000000.123})"),
            std::string::npos);
}

TEST_F(TableApiTest, TablesAreListedInPages) {
  for (const char* name : {"ccc", "aaa", "bbb"}) Create(name);

  EXPECT_EQ(server.Ask("ListTables", "{}"), R"(200 {"TableNames":["aaa","bbb","ccc"]})");
  EXPECT_EQ(server.Ask("ListTables", R"({"Limit":2})"),
            R"(200 {"TableNames":["aaa","bbb"],"LastEvaluatedTableName":"bbb"})");
  EXPECT_EQ(server.Ask("ListTables", R"({"Limit":2,"ExclusiveStartTableName":"bbb"})"),
            R"(200 {"TableNames":["ccc"]})");
  EXPECT_EQ(server.Ask("ListTables", R"({"Limit":101})"),
            Invalid("1 validation error detected: Value '101' at 'limit' failed to satisfy "
                    "constraint: Member must have value less than or equal to 100"));
}

TEST_F(TableApiTest, LimitsAndEndpoints) {
  EXPECT_EQ(server.Ask("DescribeEndpoints", "{}"),
            R"(200 {"Endpoints":[{"Address":"localhost:8101","CachePeriodInMinutes":1440}]})");
  EXPECT_EQ(server.Ask("DescribeLimits", "{}"),
            R"(200 {"AccountMaxReadCapacityUnits":80000,"AccountMaxWriteCapacityUnits":80000,)"
            R"("TableMaxReadCapacityUnits":40000,"TableMaxWriteCapacityUnits":40000})");
}

}  // namespace
}  // namespace meridian

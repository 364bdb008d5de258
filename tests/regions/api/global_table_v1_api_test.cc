#include "regions/api/global_table_v1_api.h"

#include <gtest/gtest.h>

#include "tests/regions/api/api_server.h"

namespace meridian {
namespace {

TEST(GlobalTableV1ApiTest, AnswersAsTheServiceDoesToday) {
  ApiServer server;
  AddGlobalTableV1Operations(&server.operations);

  EXPECT_EQ(server.Ask("ListGlobalTables", "{}"), R"(200 {"GlobalTables":[]})");
  EXPECT_EQ(server.Ask("CreateGlobalTable",
                       R"({"GlobalTableName":"Music","ReplicationGroup":[{"RegionName":"x"}]})"),
            R"(400 {"__type":"com.amazon.coral.validate#ValidationException","message":)"
            R"("DynamoDB global tables version 2017.11.29 is not supported. We recommend using )"
            R"(DynamoDB global tables version 2019.11.21, instead of version 2017.11.29 )"
            R"((Legacy)."})");
  for (const char* operation : {"DescribeGlobalTable", "DescribeGlobalTableSettings",
                                "UpdateGlobalTable", "UpdateGlobalTableSettings"}) {
    EXPECT_EQ(server.Ask(operation, R"({"GlobalTableName":"Music","ReplicaUpdates":[]})"),
              R"(400 {"__type":"com.amazonaws.dynamodb.v20120810#GlobalTableNotFoundException",)"
              R"("message":"Global table with name 'Music' does not exist."})");
  }
}

}  // namespace
}  // namespace meridian

#include "regions/api/operations.h"

#include <gtest/gtest.h>

#include "tests/regions/api/api_server.h"

namespace meridian {
namespace {

TEST(OperationsTest, KnowsEveryOperationOfDynamoDbAndStreams) {
  const Operations operations;

  EXPECT_EQ(operations.all().size(), 57 + 4);
  EXPECT_NE(operations.Find("DynamoDB_20120810.TransactWriteItems"), nullptr);
  EXPECT_NE(operations.Find("DynamoDBStreams_20120810.GetRecords"), nullptr);
  EXPECT_EQ(operations.Find("DynamoDB_20120810.GetRecords"), nullptr);
  EXPECT_EQ(operations.Find("GetItem"), nullptr);
  EXPECT_EQ(operations.Find(""), nullptr);
}

TEST(OperationsTest, KnownButMissingOperationsSaySo) {
  ApiServer server;

  EXPECT_EQ(server.Ask("ExecuteTransaction", "{}"),
            Invalid("Meridian does not support ExecuteTransaction yet. See docs/compatibility.md."));
}

TEST(OperationsTest, AddedOperationsAreFoundUnderTheirPrefix) {
  Operations operations;

  operations.Add(kMeridianTarget, "ListRegions", nullptr);

  ASSERT_NE(operations.Find("Meridian_20261123.ListRegions"), nullptr);
  EXPECT_EQ(operations.Find("Meridian_20261123.ListRegions")->name, "ListRegions");
}

}  // namespace
}  // namespace meridian

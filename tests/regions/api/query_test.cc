#include "regions/api/query.h"

#include <gtest/gtest.h>

#include "tests/regions/api/items_server.h"

namespace meridian {
namespace {

class QueryTest : public ::testing::Test {
 protected:
  QueryTest() { server.AddRows("a", 1, 5); }

  // Of partition a; `more` are further parameters with a leading comma.
  std::string Ask(const std::string& more, const std::string& condition = "p = :p") {
    return server.Ask("Query", R"({"TableName":"Rows","KeyConditionExpression":")" + condition +
                                   R"(","ExpressionAttributeValues":{":p":{"S":"a"}})" + more +
                                   "}");
  }
  // The sort keys found under `condition` on s with the values :x and :y.
  std::string Sorts(const std::string& condition, const std::string& values) {
    const std::string answer = server.Ask(
        "Query", R"({"TableName":"Rows","ProjectionExpression":"s","KeyConditionExpression":"p = )"
                 R"(:p AND )" +
                     condition + R"(","ExpressionAttributeValues":{":p":{"S":"a"},)" + values +
                     "}}");
    std::string sorts;
    for (size_t at = answer.find(R"({"N":")"); at != std::string::npos;
         at = answer.find(R"({"N":")", at + 1)) {
      sorts += answer[at + 6];
    }
    return sorts;
  }

  ItemsServer server;
};

TEST_F(QueryTest, ItemsComeInTheOrderOfTheSortKey) {
  EXPECT_EQ(Ask(R"(,"ProjectionExpression":"s","Limit":2)"),
            R"(200 {"Items":[{"s":{"N":"1"}},{"s":{"N":"2"}}],"Count":2,"ScannedCount":2,)"
            R"("LastEvaluatedKey":{"p":{"S":"a"},"s":{"N":"2"}}})");
  EXPECT_EQ(Ask(R"(,"ProjectionExpression":"s","Limit":1,"ScanIndexForward":false)"),
            R"(200 {"Items":[{"s":{"N":"5"}}],"Count":1,"ScannedCount":1,)"
            R"("LastEvaluatedKey":{"p":{"S":"a"},"s":{"N":"5"}}})");
}

TEST_F(QueryTest, EveryConditionOnTheSortKeyIsARange) {
  EXPECT_EQ(Sorts("s = :x", R"(":x":{"N":"3"})"), "3");
  EXPECT_EQ(Sorts("s < :x", R"(":x":{"N":"3"})"), "12");
  EXPECT_EQ(Sorts("s <= :x", R"(":x":{"N":"3"})"), "123");
  EXPECT_EQ(Sorts("s > :x", R"(":x":{"N":"3"})"), "45");
  EXPECT_EQ(Sorts("s >= :x", R"(":x":{"N":"3"})"), "345");
  EXPECT_EQ(Sorts("s BETWEEN :x AND :y", R"(":x":{"N":"2"},":y":{"N":"4"})"), "234");
}

TEST_F(QueryTest, PagesJoinWithoutGapOrRepetition) {
  EXPECT_EQ(Ask(R"(,"ProjectionExpression":"s","ExclusiveStartKey":)" + RowKey("a", 4)),
            R"(200 {"Items":[{"s":{"N":"5"}}],"Count":1,"ScannedCount":1})");
  EXPECT_EQ(Ask(R"(,"ProjectionExpression":"s","ScanIndexForward":false,"ExclusiveStartKey":)" +
                RowKey("a", 2)),
            R"(200 {"Items":[{"s":{"N":"1"}}],"Count":1,"ScannedCount":1})");
  EXPECT_EQ(Ask(R"(,"Limit":5)").find("LastEvaluatedKey") == std::string::npos, false);
  EXPECT_EQ(Ask(R"(,"ExclusiveStartKey":)" + RowKey("a", 5)),
            R"(200 {"Items":[],"Count":0,"ScannedCount":0})");
}

TEST_F(QueryTest, TheFilterComesAfterTheLimit) {
  const std::string answer = server.Ask(
      "Query", R"({"TableName":"Rows","KeyConditionExpression":"p = :p","FilterExpression":)"
               R"("v = :v","ExpressionAttributeValues":{":p":{"S":"a"},":v":{"N":"0"}},)"
               R"("ProjectionExpression":"s","Limit":3,"ReturnConsumedCapacity":"TOTAL"})");

  EXPECT_EQ(answer, R"(200 {"Items":[{"s":{"N":"2"}}],"Count":1,"ScannedCount":3,)"
                    R"("LastEvaluatedKey":{"p":{"S":"a"},"s":{"N":"3"}},)"
                    R"("ConsumedCapacity":{"TableName":"Rows","CapacityUnits":0.5}})");
}

TEST_F(QueryTest, CountHasNoItems) {
  EXPECT_EQ(Ask(R"(,"Select":"COUNT")"), R"(200 {"Count":5,"ScannedCount":5})");
}

TEST_F(QueryTest, APageEndsAtOneMegabyte) {
  server.AddRows("a", 6, 12, R"(,"fat":{"S":")" + std::string(300'000, 'x') + R"("})");

  const std::string answer = Ask(R"(,"Select":"COUNT","ConsistentRead":true)");

  EXPECT_EQ(answer, R"(200 {"Count":9,"ScannedCount":9,)"
                    R"("LastEvaluatedKey":{"p":{"S":"a"},"s":{"N":"9"}}})");
}

TEST_F(QueryTest, AStartThatDoesNotFitIsRefused) {
  EXPECT_EQ(Ask(R"(,"ExclusiveStartKey":{"p":{"S":"a"}})"),
            Invalid("The provided starting key is invalid"));
  EXPECT_EQ(Ask(R"(,"ExclusiveStartKey":)" + RowKey("b", 1)),
            Invalid("The provided starting key is outside query boundaries based on provided "
                    "conditions"));
  EXPECT_EQ(
      server.Ask("Query", R"({"TableName":"Rows","KeyConditionExpression":"p = :p AND s > :x",)"
                          R"("ExpressionAttributeValues":{":p":{"S":"a"},":x":{"N":"3"}},)"
                          R"("ExclusiveStartKey":)" +
                              RowKey("a", 3) + "}"),
      Invalid("The provided starting key does not match the range key predicate"));
}

TEST_F(QueryTest, WrongRequestsAreRefusedInDynamoDbsWords) {
  EXPECT_EQ(server.Ask("Query", R"({"TableName":"Rows"})"),
            Invalid("Either the KeyConditions or KeyConditionExpression parameter must be "
                    "specified in the request."));
  EXPECT_EQ(Ask(R"(,"Limit":0)"),
            Invalid("1 validation error detected: Value at 'Limit' failed to satisfy constraint: "
                    "Member must have value greater than or equal to 1"));
  EXPECT_EQ(Ask(R"(,"IndexName":"byYear")"),
            Invalid("The table does not have the specified index: byYear"));
  EXPECT_EQ(Ask(R"(,"FilterExpression":"s = :p")"),
            Invalid("Filter Expression can only contain non-primary key attributes: Primary key "
                    "attribute: s"));
  EXPECT_EQ(Ask("", "s = :p"), Invalid("Query condition missed key schema element: p"));
  EXPECT_EQ(server.Ask("Query", R"({"TableName":"None","KeyConditionExpression":"p = :p",)"
                                R"("ExpressionAttributeValues":{":p":{"S":"a"}}})"),
            R"(400 {"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",)"
            R"("message":"Requested resource not found"})");
}

TEST_F(QueryTest, ATableWithoutSortKeyHasOneItemAKey) {
  server.AddPlain("a");
  const std::string query = R"({"TableName":"Plain","KeyConditionExpression":"p = :p",)"
                            R"("ExpressionAttributeValues":{":p":{"S":"a"}})";

  EXPECT_EQ(server.Ask("Query", query + "}"),
            R"(200 {"Items":[{"p":{"S":"a"}}],"Count":1,"ScannedCount":1})");
  EXPECT_EQ(server.Ask("Query", query + R"(,"ExclusiveStartKey":{"p":{"S":"a"}}})"),
            R"(200 {"Items":[],"Count":0,"ScannedCount":0})");
}

}  // namespace
}  // namespace meridian

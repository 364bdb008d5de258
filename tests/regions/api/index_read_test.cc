// Query and Scan of indexes, as a client sees them.
#include <gtest/gtest.h>

#include "tests/regions/api/indexed_server.h"
#include "tests/regions/api/items_server.h"

namespace meridian {
namespace {

class IndexReadTest : public ::testing::Test {
 protected:
  IndexReadTest() {
    for (int i = 0; i < 4; ++i) {
      const std::string n = std::to_string(i);
      server.Put("p", "s" + n,
                 R"(,"a":{"S":"a"},"b":{"N":")" + std::to_string(10 - i) + R"("},"x":{"S":"x)" + n +
                     R"("},"y":{"S":"y)" + n + R"("})");
    }
    server.Put("p", "sparse", "");
  }

  // Of a = :v, or of p = :v.
  std::string Query(const std::string& index, const std::string& more,
                    const std::string& condition = "a = :v", const std::string& value = "a") {
    return server.Ask("Query", R"({"TableName":"Rows","IndexName":")" + index +
                                   R"(","KeyConditionExpression":")" + condition +
                                   R"(","ExpressionAttributeValues":{":v":{"S":")" + value +
                                   R"("}})" + more + "}");
  }
  std::string Local(const std::string& more) { return Query("local", more, "p = :v", "p"); }
  std::string Scan(const std::string& index, const std::string& more) {
    return server.Ask("Scan", R"({"TableName":"Rows","IndexName":")" + index + R"(")" + more + "}");
  }

  IndexedServer server;
};

TEST_F(IndexReadTest, EntriesComeInTheOrderOfTheIndexKey) {
  EXPECT_EQ(Query("keys", R"(,"Limit":2)"),
            R"(200 {"Items":[{"a":{"S":"a"},"b":{"N":"7"},"p":{"S":"p"},"s":{"S":"s3"}},)"
            R"({"a":{"S":"a"},"b":{"N":"8"},"p":{"S":"p"},"s":{"S":"s2"}}],"Count":2,)"
            R"("ScannedCount":2,"LastEvaluatedKey":{"a":{"S":"a"},"b":{"N":"8"},"p":{"S":"p"},)"
            R"("s":{"S":"s2"}}})");
  EXPECT_EQ(Query("keys", R"(,"Limit":1,"ScanIndexForward":false,"ProjectionExpression":"s")"),
            R"(200 {"Items":[{"s":{"S":"s0"}}],"Count":1,"ScannedCount":1,)"
            R"("LastEvaluatedKey":{"a":{"S":"a"},"b":{"N":"10"},"p":{"S":"p"},"s":{"S":"s0"}}})");
}

TEST_F(IndexReadTest, APageBeginsBehindTheLastOne) {
  const std::string start =
      R"(,"ProjectionExpression":"s","ExclusiveStartKey":{"a":{"S":"a"},"b":{"N":"8"},)"
      R"("p":{"S":"p"},"s":{"S":"s2"}})";
  EXPECT_EQ(Query("keys", start),
            R"(200 {"Items":[{"s":{"S":"s1"}},{"s":{"S":"s0"}}],"Count":2,"ScannedCount":2})");
  EXPECT_EQ(Query("keys", start + R"(,"ScanIndexForward":false)"),
            R"(200 {"Items":[{"s":{"S":"s3"}}],"Count":1,"ScannedCount":1})");
}

TEST_F(IndexReadTest, AStartMustBeAPositionWithinTheCondition) {
  const auto from = [](const std::string& key) { return R"(,"ExclusiveStartKey":)" + key; };
  EXPECT_EQ(Query("keys", from(R"({"a":{"S":"a"},"b":{"N":"8"}})")),
            Invalid("The provided starting key is invalid"));
  EXPECT_EQ(Query("keys", from(R"({"a":{"S":"z"},"b":{"N":"8"},"p":{"S":"p"},"s":{"S":"s"}})")),
            Invalid("The provided starting key is outside query boundaries based on provided "
                    "conditions"));
  EXPECT_EQ(Scan("keys", from(R"({"p":{"S":"p"},"s":{"S":"s"}})")),
            Invalid("The provided starting key is invalid"));
}

TEST_F(IndexReadTest, AGlobalIndexShowsWhatItProjectsAndNoMore) {
  EXPECT_EQ(Query("include", R"(,"Limit":1,"Select":"ALL_PROJECTED_ATTRIBUTES")").find("y3"),
            std::string::npos);
  EXPECT_EQ(Query("include", R"(,"Select":"ALL_ATTRIBUTES")"),
            Invalid("One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not "
                    "supported for global secondary index include because its projection type is "
                    "not ALL"));
  EXPECT_EQ(Query("include", R"(,"ProjectionExpression":"x, y.z")"),
            Invalid("One or more parameter values were invalid: Global secondary index include "
                    "does not project [y]"));
  EXPECT_EQ(Scan("include", R"(,"ProjectionExpression":"y")"),
            Invalid("One or more parameter values were invalid: Global secondary index include "
                    "does not project [y]"));
  EXPECT_EQ(Query("all", R"(,"Limit":1,"Select":"ALL_ATTRIBUTES")").find("200 "), 0u);
}

TEST_F(IndexReadTest, AGlobalIndexIsNeverConsistent) {
  const std::string refusal =
      Invalid("Consistent reads are not supported on global secondary indexes");
  EXPECT_EQ(Query("all", R"(,"ConsistentRead":true)"), refusal);
  EXPECT_EQ(Scan("all", R"(,"ConsistentRead":true)"), refusal);
  EXPECT_EQ(Local(R"(,"ConsistentRead":true,"Select":"COUNT")"),
            R"(200 {"Count":4,"ScannedCount":4})");
}

TEST_F(IndexReadTest, AFilterIsAboutWhatIsProjectedButForTheKey) {
  EXPECT_EQ(Query("keys", R"(,"FilterExpression":"x = :v")"),
            Invalid("One or more parameter values were invalid: Secondary index keys does not "
                    "project one or more filter attributes: [x]"));
  EXPECT_EQ(Local(R"(,"FilterExpression":"x = :v")"),
            Invalid("One or more parameter values were invalid: Secondary index local does not "
                    "project one or more filter attributes: [x]"));
  EXPECT_EQ(Query("keys", R"(,"FilterExpression":"a = :v")"),
            Invalid("Filter Expression can only contain non-primary key attributes: Primary key "
                    "attribute: a"));
  EXPECT_EQ(Query("keys", R"(,"FilterExpression":"s <> :v","Select":"COUNT")"),
            R"(200 {"Count":4,"ScannedCount":4})");
}

TEST_F(IndexReadTest, ALocalIndexFetchesTheRestFromTheTable) {
  EXPECT_EQ(Local(R"(,"ProjectionExpression":"y","Limit":1,"ReturnConsumedCapacity":"INDEXES")"),
            R"(200 {"Items":[{"y":{"S":"y0"}}],"Count":1,"ScannedCount":1,)"
            R"("LastEvaluatedKey":{"a":{"S":"a"},"p":{"S":"p"},"s":{"S":"s0"}},)"
            R"("ConsumedCapacity":{"TableName":"Rows","CapacityUnits":1.0,)"
            R"("Table":{"CapacityUnits":0.5},)"
            R"("LocalSecondaryIndexes":{"local":{"CapacityUnits":0.5}}}})");
  EXPECT_NE(Local(R"(,"Select":"ALL_ATTRIBUTES")").find("y2"), std::string::npos);
  EXPECT_EQ(Local("").find("y2"), std::string::npos);
}

TEST_F(IndexReadTest, AnIndexIsChargedByItself) {
  EXPECT_EQ(Query("keys", R"(,"Select":"COUNT","ReturnConsumedCapacity":"INDEXES")"),
            R"(200 {"Count":4,"ScannedCount":4,"ConsumedCapacity":{"TableName":"Rows",)"
            R"("CapacityUnits":0.5,"Table":{"CapacityUnits":0.0},)"
            R"("GlobalSecondaryIndexes":{"keys":{"CapacityUnits":0.5}}}})");
  EXPECT_EQ(Query("keys", R"(,"Select":"COUNT","ReturnConsumedCapacity":"TOTAL")"),
            R"(200 {"Count":4,"ScannedCount":4,"ConsumedCapacity":{"TableName":"Rows",)"
            R"("CapacityUnits":0.5}})");
}

TEST_F(IndexReadTest, SegmentsOfAnIndexHaveEveryEntryOnce) {
  for (int i = 0; i < 20; ++i) {
    server.Put("q", "s" + std::to_string(i),
               R"(,"a":{"S":"a)" + std::to_string(i) + R"("},"b":{"N":"1"})");
  }
  int found = 0;
  for (int segment = 0; segment < 5; ++segment) {
    found += Occurrences(Scan("keys", R"(,"TotalSegments":5,"Segment":)" + std::to_string(segment)),
                         R"("p":)");
  }
  EXPECT_EQ(found, 24);
}

TEST_F(IndexReadTest, KeysOfManyPartsAreQueriedFromTheLeft) {
  for (const char* c : {"c1", "c2"}) {
    for (int d = 1; d < 4; ++d) {
      server.Put("m", std::string(c) + std::to_string(d),
                 R"(,"a":{"S":"h"},"b":{"N":"1"},"c":{"S":")" + std::string(c) +
                     R"("},"d":{"N":")" + std::to_string(d) + R"("})");
    }
  }
  const auto found = [&](const std::string& condition, const std::string& values) {
    return server.Ask(
        "Query", R"({"TableName":"Rows","IndexName":"many","ProjectionExpression":"s",)"
                 R"("KeyConditionExpression":")" +
                     condition + R"(","ExpressionAttributeValues":{":a":{"S":"h"},":b":{"N":"1"})" +
                     values + "}}");
  };
  const auto count = [&](const std::string& condition, const std::string& values) {
    return Occurrences(found(condition, values), R"({"s":)");
  };

  EXPECT_EQ(count("a = :a AND b = :b", ""), 6);
  EXPECT_EQ(count("a = :a AND b = :b AND c = :c", R"(,":c":{"S":"c1"})"), 3);
  EXPECT_EQ(count("a = :a AND b = :b AND c = :c AND d > :d", R"(,":c":{"S":"c1"},":d":{"N":"1"})"),
            2);
  EXPECT_EQ(count("a = :a AND b = :b AND begins_with(c, :c)", R"(,":c":{"S":"c"})"), 6);
  EXPECT_EQ(count("a = :a AND b = :b AND c > :c", R"(,":c":{"S":"c1"})"), 3);
  EXPECT_EQ(found("a = :a AND c = :b", ""),
            Invalid("Query condition missed key schema element: b"));
  EXPECT_EQ(found("a = :a AND b = :b AND d = :d", R"(,":d":{"N":"1"})"),
            Invalid("Query condition missed key schema element: c"));
}

}  // namespace
}  // namespace meridian

#include "regions/api/scan.h"

#include <gtest/gtest.h>

#include "storage/item/key.h"
#include "tests/regions/api/items_server.h"

namespace meridian {
namespace {

TEST(ScanTest, SegmentsCoverEverySlotOnce) {
  for (const int64_t total : {1, 2, 3, 7, 16, 65'536, 100'000, 1'000'000}) {
    int64_t next = 0;
    for (int64_t segment = 0; segment < total; ++segment) {
      const auto slots = SegmentSlots(segment, total);
      if (!slots) continue;
      ASSERT_EQ(slots->first, next);
      ASSERT_GE(slots->last, slots->first);
      next = slots->last + 1;
    }
    EXPECT_EQ(next, kSlotCount);
  }
}

TEST(ScanTest, EveryItemIsInExactlyOneSegment) {
  ItemsServer server;
  for (int i = 0; i < 50; ++i) server.AddPlain("key" + std::to_string(i));

  std::string all;
  for (int segment = 0; segment < 7; ++segment) {
    all += server.Ask("Scan", R"({"TableName":"Plain","TotalSegments":7,"Segment":)" +
                                  std::to_string(segment) + "}");
  }

  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(Occurrences(all, R"({"S":"key)" + std::to_string(i) + R"("})"), 1);
  }
}

TEST(ScanTest, PagesJoinWithoutGapOrRepetition) {
  ItemsServer server;
  for (int i = 0; i < 20; ++i) server.AddPlain("key" + std::to_string(i));

  std::string all;
  std::string start;
  for (int page = 0; page < 10; ++page) {
    const std::string answer =
        server.Ask("Scan", R"({"TableName":"Plain","Limit":3)" + start + "}");
    const size_t last = answer.find(R"("LastEvaluatedKey":)");
    all += answer.substr(0, last);
    if (last == std::string::npos) break;
    start = R"(,"ExclusiveStartKey":)" + answer.substr(last + 19, answer.size() - last - 20);
  }

  EXPECT_EQ(Occurrences(all, R"({"S":"key)"), 20);
}

TEST(ScanTest, FilterAndProjectionApply) {
  ItemsServer server;
  server.AddRows("a", 1, 4);

  EXPECT_EQ(server.Ask("Scan", R"({"TableName":"Rows","FilterExpression":"s > :x",)"
                               R"("ExpressionAttributeValues":{":x":{"N":"3"}},)"
                               R"("AttributesToGet":["s"]})"),
            Invalid("Can not use both expression and non-expression parameters in the same "
                    "request: Non-expression parameters: {AttributesToGet} Expression parameters: "
                    "{FilterExpression}"));
  EXPECT_EQ(server.Ask("Scan", R"({"TableName":"Rows","FilterExpression":"s > :x",)"
                               R"("ExpressionAttributeValues":{":x":{"N":"3"}},)"
                               R"("ProjectionExpression":"s"})"),
            R"(200 {"Items":[{"s":{"N":"4"}}],"Count":1,"ScannedCount":4})");
  EXPECT_EQ(server.Ask("Scan", R"({"TableName":"Plain","AttributesToGet":["p"],)"
                               R"("ReturnConsumedCapacity":"TOTAL","ConsistentRead":true})"),
            R"(200 {"Items":[],"Count":0,"ScannedCount":0,)"
            R"("ConsumedCapacity":{"TableName":"Plain","CapacityUnits":1.0}})");
}

TEST(ScanTest, WrongSegmentsAreRefused) {
  ItemsServer server;
  const auto ask = [&](const std::string& more) {
    return server.Ask("Scan", R"({"TableName":"Plain",)" + more + "}");
  };

  EXPECT_EQ(ask(R"("Segment":0)"),
            Invalid("The TotalSegments parameter is required but was not present in the request "
                    "when Segment parameter is present"));
  EXPECT_EQ(ask(R"("TotalSegments":5)"),
            Invalid("The Segment parameter is required but was not present in the request when "
                    "parameter TotalSegments is present"));
  EXPECT_EQ(ask(R"("Segment":5,"TotalSegments":5)"),
            Invalid("The Segment parameter is zero-based and must be less than parameter "
                    "TotalSegments: Segment: 5 is not less than TotalSegments: 5"));
  EXPECT_EQ(ask(R"("Limit":0)"),
            Invalid("1 validation error detected: Value '0' at 'limit' failed to satisfy "
                    "constraint: Member must have value greater than or equal to 1"));
  EXPECT_EQ(ask(R"("ExclusiveStartKey":{"q":{"S":"a"}})"),
            Invalid("The provided starting key is invalid: The provided key element does not match "
                    "the schema"));
}

TEST(ScanTest, AStartOfAnotherSegmentIsRefused) {
  ItemsServer server;
  int refused = 0;
  for (int segment = 0; segment < 4; ++segment) {
    const std::string answer =
        server.Ask("Scan", R"({"TableName":"Plain","ExclusiveStartKey":{"p":{"S":"a"}},)"
                           R"("TotalSegments":4,"Segment":)" +
                               std::to_string(segment) + "}");
    refused += Occurrences(answer, "Please use ExclusiveStartKey with correct Segment");
  }
  EXPECT_EQ(refused, 3);
}

}  // namespace
}  // namespace meridian

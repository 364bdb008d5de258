#include "regions/api/batch_write.h"

#include <gtest/gtest.h>

#include "tests/regions/api/items_server.h"

namespace meridian {
namespace {

std::string PlainPut(const std::string& p) {
  return R"({"PutRequest":{"Item":{"p":{"S":")" + p + R"("}}}})";
}
std::string PlainDelete(const std::string& p) {
  return R"({"DeleteRequest":{"Key":{"p":{"S":")" + p + R"("}}}})";
}

std::string Write(ItemsServer& server, const std::string& items, const std::string& more = "") {
  return server.Ask("BatchWriteItem", R"({"RequestItems":{)" + items + "}" + more + "}");
}

TEST(BatchWriteTest, PutsAndDeletesOfSeveralTables) {
  ItemsServer server;
  server.AddPlain("old");

  EXPECT_EQ(
      Write(server,
            R"("Plain":[)" + PlainPut("a") + "," + PlainDelete("old") + "," + PlainDelete("none") +
                R"(],"Rows":[{"PutRequest":{"Item":)" + RowKey("a", 1) + "}}]",
            R"(,"ReturnConsumedCapacity":"TOTAL")"),
      R"(200 {"UnprocessedItems":{},"ConsumedCapacity":[)"
      R"({"TableName":"Plain","CapacityUnits":3.0},{"TableName":"Rows","CapacityUnits":1.0}]})");
  EXPECT_EQ(server.Ask("Scan", R"({"TableName":"Plain"})"),
            R"(200 {"Items":[{"p":{"S":"a"}}],"Count":1,"ScannedCount":1})");
  EXPECT_EQ(server.store.size(*server.catalog.Find("Rows")), 1u);
}

TEST(BatchWriteTest, ThrottledWritesComeBack) {
  ItemsServer server;
  server.store.Fail(Error{Errc::kThrottled, "Backlog is full"});

  EXPECT_EQ(Write(server, R"("Plain":[)" + PlainPut("a") + "," + PlainPut("b") + "]"),
            R"(200 {"UnprocessedItems":{"Plain":[{"PutRequest":{"Item":{"p":{"S":"a"}}}}]}})");
}

TEST(BatchWriteTest, IfAllAreThrottledTheCallIs) {
  ItemsServer server;
  server.store.Fail(Error{Errc::kThroughputExceeded, "Slow down"});

  EXPECT_NE(Write(server, R"("Plain":[)" + PlainPut("a") + "]")
                .find("ProvisionedThroughputExceededException"),
            std::string::npos);
}

TEST(BatchWriteTest, AnOutcomeThatIsNotKnownFailsTheCall) {
  ItemsServer server;
  server.store.Fail(Error{Errc::kTimeout, "No answer"});

  EXPECT_TRUE(Write(server, R"("Plain":[)" + PlainPut("a") + "," + PlainPut("b") + "]")
                  .starts_with("500 "));
}

TEST(BatchWriteTest, WrongRequestsAreRefusedBeforeAnythingIsWritten) {
  ItemsServer server;
  std::string many = PlainPut("k0");
  for (int i = 1; i < 26; ++i) many += "," + PlainPut("k" + std::to_string(i));
  const std::string count =
      "1 validation error detected: Value '{Plain=[…]}' at 'requestItems' failed to satisfy "
      "constraint: Map value must satisfy constraint: [Member must have length less than or equal "
      "to 25, Member must have length greater than or equal to 1]";

  EXPECT_EQ(server.Ask("BatchWriteItem", "{}"),
            Invalid("The requestItems parameter is required for BatchWriteItem"));
  EXPECT_EQ(Write(server, R"("Plain":[)" + many + "]"), Invalid(count));
  EXPECT_EQ(Write(server, R"("Plain":[])"), Invalid(count));
  EXPECT_EQ(Write(server, R"("Plain":[)" + PlainPut("a") + "," + PlainDelete("a") + "]"),
            Invalid("Provided list of item keys contains duplicates"));
  EXPECT_EQ(Write(server, R"("Plain":[{}])"),
            Invalid("Supplied AttributeValue has more than one datatypes set, must contain exactly "
                    "one of the supported datatypes"));
  EXPECT_EQ(Write(server, R"("Plain":[)" + PlainPut("a") +
                              R"(,{"PutRequest":{"Item":{"p":)"
                              R"({"S":"b"},"x":{"S":")" +
                              std::string(409'600, 'x') + R"("}}}}])"),
            Invalid("Item size has exceeded the maximum allowed size"));
  EXPECT_EQ(server.store.size(*server.catalog.Find("Plain")), 0u);
}

}  // namespace
}  // namespace meridian

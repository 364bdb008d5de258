#include "regions/api/batch_get.h"

#include <gtest/gtest.h>

#include "tests/regions/api/items_server.h"

namespace meridian {
namespace {

std::string PlainKeys(int count) {
  std::string keys;
  for (int i = 0; i < count; ++i) {
    keys += (i > 0 ? "," : "");
    keys += R"({"p":{"S":"key)" + std::to_string(i) + R"("}})";
  }
  return keys;
}

std::string Get(ItemsServer& server, const std::string& items, const std::string& more = "") {
  return server.Ask("BatchGetItem", R"({"RequestItems":{)" + items + "}" + more + "}");
}

TEST(BatchGetTest, MissingItemsAreLeftOut) {
  ItemsServer server;
  server.AddPlain("key1");
  server.AddRows("a", 1, 1);

  EXPECT_EQ(Get(server,
                R"("Plain":{"Keys":[)" + PlainKeys(2) +
                    R"(],"ConsistentRead":true},"Rows":{"Keys":[)" + RowKey("a", 1) +
                    R"(],"ProjectionExpression":"#s","ExpressionAttributeNames":{"#s":"s"}})",
                R"(,"ReturnConsumedCapacity":"TOTAL")"),
            R"(200 {"Responses":{"Plain":[{"p":{"S":"key1"}}],"Rows":[{"s":{"N":"1"}}]},)"
            R"("UnprocessedKeys":{},"ConsumedCapacity":[{"TableName":"Plain","CapacityUnits":2.0},)"
            R"({"TableName":"Rows","CapacityUnits":0.5}]})");
}

TEST(BatchGetTest, WhatDoesNotFitComesBackAsItWasSent) {
  ItemsServer server;
  for (int i = 0; i < 45; ++i) {
    server.Ask("PutItem", R"({"TableName":"Plain","Item":{"p":{"S":"key)" + std::to_string(i) +
                              R"("},"fat":{"S":")" + std::string(400'000, 'x') + R"("}}})");
  }

  const std::string answer =
      Get(server, R"("Plain":{"Keys":[)" + PlainKeys(45) +
                      R"(],"ConsistentRead":true,"ProjectionExpression":"#p",)"
                      R"("ExpressionAttributeNames":{"#p":"p"}})");

  const size_t left = answer.find("UnprocessedKeys");
  EXPECT_EQ(Occurrences(answer.substr(0, left), R"({"p":{"S":"key)"), 41);
  EXPECT_EQ(Occurrences(answer.substr(left), R"({"p":{"S":"key)"), 4);
  EXPECT_NE(answer.find(R"(],"ConsistentRead":true,"ProjectionExpression":"#p",)"
                        R"("ExpressionAttributeNames":{"#p":"p"}}}})"),
            std::string::npos);
}

TEST(BatchGetTest, WrongRequestsAreRefused) {
  ItemsServer server;

  EXPECT_EQ(server.Ask("BatchGetItem", "{}"),
            Invalid("The requestItems parameter is required for BatchGetItem"));
  EXPECT_EQ(Get(server, ""),
            Invalid("1 validation error detected: Value '{}' at 'requestItems' failed to satisfy "
                    "constraint: Member must have length greater than or equal to 1"));
  EXPECT_EQ(Get(server, R"("Plain":{"Keys":[)" + PlainKeys(101) + "]}"),
            Invalid("1 validation error detected: Value at 'RequestItems.Plain.member.Keys' failed "
                    "to satisfy constraint: Member must have length less than or equal to 100"));
  EXPECT_EQ(Get(server, R"("Plain":{"Keys":[)" + PlainKeys(100) + R"(]},"Rows":{"Keys":[)" +
                            RowKey("a", 1) + "]}"),
            Invalid("Too many items requested for the BatchGetItem call"));
  EXPECT_EQ(Get(server, R"("Plain":{"Keys":[)" + PlainKeys(1) + "," + PlainKeys(1) + "]}"),
            Invalid("Provided list of item keys contains duplicates"));
  EXPECT_EQ(Get(server, R"("Plain":{"Keys":[{"q":{"S":"a"}}]})"),
            Invalid("The provided key element does not match the schema"));
  EXPECT_NE(
      Get(server, R"("None":{"Keys":[)" + PlainKeys(1) + "]}").find("ResourceNotFoundException"),
      std::string::npos);
}

}  // namespace
}  // namespace meridian

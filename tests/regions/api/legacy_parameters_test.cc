#include "regions/api/legacy_parameters.h"

#include <gtest/gtest.h>

#include "tests/regions/api/items_server.h"

namespace meridian {
namespace {

std::string Mixed(const std::string& legacy, const std::string& expressions) {
  return Invalid(
      "Can not use both expression and non-expression parameters in the same request: "
      "Non-expression parameters: {" +
      legacy + "} Expression parameters: {" + expressions + "}");
}

std::string Ask(const std::string& operation, const std::string& members) {
  return ItemsServer().Ask(operation, R"({"TableName":"Plain",)" + members + "}");
}

TEST(LegacyParametersTest, DoNotMixWithExpressions) {
  EXPECT_EQ(Ask("PutItem", R"("Item":{"p":{"S":"a"}},"Expected":{},"ConditionalOperator":"OR",)"
                           R"("ConditionExpression":"p = p")"),
            Mixed("Expected, ConditionalOperator", "ConditionExpression"));
  EXPECT_EQ(Ask("UpdateItem", R"("Key":{"p":{"S":"a"}},"AttributeUpdates":{},)"
                              R"("ConditionExpression":"a = b","UpdateExpression":"SET a = b")"),
            Mixed("AttributeUpdates", "UpdateExpression, ConditionExpression"));
  EXPECT_EQ(
      Ask("GetItem", R"("Key":{"p":{"S":"a"}},"AttributesToGet":["a"],"ProjectionExpression":"a")"),
      Mixed("AttributesToGet", "ProjectionExpression"));
  EXPECT_EQ(Ask("Scan", R"("AttributesToGet":["a"],"ScanFilter":{},"FilterExpression":"a = b")"),
            Mixed("AttributesToGet, ScanFilter", "FilterExpression"));
  EXPECT_EQ(Ask("Query", R"("KeyConditions":{},"AttributesToGet":["a"],)"
                         R"("KeyConditionExpression":"p = :p")"),
            Mixed("AttributesToGet, KeyConditions", "KeyConditionExpression"));
}

TEST(LegacyParametersTest, KeyConditionsGoWithFilterAndProjection) {
  ItemsServer server;
  server.AddRows("a", 1, 2);

  EXPECT_EQ(
      server.Ask("Query", R"({"TableName":"Rows","KeyConditions":{"p":{"ComparisonOperator":"EQ",)"
                          R"("AttributeValueList":[{"S":"a"}]}},"FilterExpression":"v = :v",)"
                          R"("ProjectionExpression":"s",)"
                          R"("ExpressionAttributeValues":{":v":{"N":"0"}}})"),
      R"(200 {"Items":[{"s":{"N":"2"}}],"Count":1,"ScannedCount":2})");
}

TEST(LegacyParametersTest, AttributesToGetAreTopLevelNames) {
  ItemsServer server;
  server.Ask("PutItem", R"({"TableName":"Plain","Item":{"p":{"S":"a"},"x.y":{"S":"b"}}})");

  EXPECT_EQ(server.Ask("Scan", R"({"TableName":"Plain","AttributesToGet":["x.y"]})"),
            R"(200 {"Items":[{"x.y":{"S":"b"}}],"Count":1,"ScannedCount":1})");
  EXPECT_EQ(Ask("Scan", R"("AttributesToGet":["a","a"])"),
            Invalid("One or more parameter values were invalid: Duplicate value in attribute name: "
                    "a"));
  EXPECT_EQ(Ask("Scan", R"("AttributesToGet":[""])"), Invalid("Empty attribute name"));
}

}  // namespace
}  // namespace meridian

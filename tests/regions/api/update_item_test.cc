#include "regions/api/update_item.h"

#include "tests/regions/api/item_case.h"

namespace meridian {
namespace {

// An UpdateItem of item 1 of table t, with further members of the request.
ItemCase Update(const std::string& members, const std::string& reply) {
  return {
      "UpdateItem",
      R"({"TableName":"t","Key":{"k":{"S":"1"}})" + (members.empty() ? "" : "," + members) + "}",
      reply};
}

const ItemCase kGet = {"GetItem", R"({"TableName":"t","Key":{"k":{"S":"1"}}})", ""};

ItemCase Get(const std::string& reply) { return {kGet.operation, kGet.request, reply}; }

TEST(UpdateItemTest, CreatesTheItemIfItIsAbsent) {
  RunCases({
      Update("", "200 {}"),
      Get(R"(200 {"Item":{"k":{"S":"1"}}})"),
      Update(R"("UpdateExpression":"SET a = :v","ExpressionAttributeValues":{":v":{"N":"1"}})",
             "200 {}"),
      Get(R"(200 {"Item":{"a":{"N":"1"},"k":{"S":"1"}}})"),
  });
}

TEST(UpdateItemTest, OnlyTakingAwayFromNothingCreatesNothing) {
  RunCases({
      Update(R"("UpdateExpression":"REMOVE a")", "200 {}"),
      Get("200 {}"),
  });
}

TEST(UpdateItemTest, CountsAtomically) {
  const std::string add =
      R"("UpdateExpression":"ADD c :one","ExpressionAttributeValues":{":one":{"N":"1"}},)"
      R"("ReturnValues":"UPDATED_NEW")";
  RunCases({
      Update(add, R"(200 {"Attributes":{"c":{"N":"1"}}})"),
      Update(add, R"(200 {"Attributes":{"c":{"N":"2"}}})"),
  });
}

TEST(UpdateItemTest, EveryFormOfReturnValues) {
  const auto set = [](const char* value, const char* returns) {
    return R"("UpdateExpression":"SET a = :v","ExpressionAttributeValues":{":v":{"N":")" +
           std::string(value) + R"("}},"ReturnValues":")" + returns + R"(")";
  };
  RunCases({
      Update(set("1", "ALL_OLD"), "200 {}"),
      Update(set("2", "ALL_OLD"), R"(200 {"Attributes":{"a":{"N":"1"},"k":{"S":"1"}}})"),
      Update(set("3", "ALL_NEW"), R"(200 {"Attributes":{"a":{"N":"3"},"k":{"S":"1"}}})"),
      Update(set("4", "UPDATED_OLD"), R"(200 {"Attributes":{"a":{"N":"3"}}})"),
      Update(set("5", "UPDATED_NEW"), R"(200 {"Attributes":{"a":{"N":"5"}}})"),
      Update(set("6", "NONE"), "200 {}"),
      Update(R"("UpdateExpression":"REMOVE a","ReturnValues":"UPDATED_NEW")", "200 {}"),
      Update(set("7", "UPDATED_OLD"), "200 {}"),
  });
}

TEST(UpdateItemTest, FailedConditionsChangeNothing) {
  RunCases({
      Update(R"~("ConditionExpression":"attribute_exists(k)")~", kConditionFailedReply),
      Get("200 {}"),
      Update("", "200 {}"),
      Update(R"~("ConditionExpression":"attribute_not_exists(k)",)~"
             R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD")",
             R"(400 {"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",)"
             R"("message":"The conditional request failed","Item":{"k":{"S":"1"}}})"),
  });
}

TEST(UpdateItemTest, RefusesWhatCannotBeUpdated) {
  RunCases({
      Update(R"("UpdateExpression":"SET k = :v","ExpressionAttributeValues":{":v":{"S":"2"}})",
             Invalid("One or more parameter values were invalid: Cannot update attribute k. This "
                     "attribute is part of the key")),
      Update(R"("UpdateExpression":"SET a.b = :v","ExpressionAttributeValues":{":v":{"S":"2"}})",
             Invalid("The document path provided in the update expression is invalid for update")),
      Update(R"("UpdateExpression":"SET a = b")",
             Invalid("The provided expression refers to an attribute that does not exist in the "
                     "item")),
      Update(R"("UpdateExpression":"SET a = :v","ExpressionAttributeValues":{":v":{"S":")" +
                 std::string(409'590, 'x') + R"("}})",
             Invalid("Item size to update has exceeded the maximum allowed size")),
      Get("200 {}"),
  });
}

TEST(UpdateItemTest, RefusesNestingBeyondTheLimitMadeStepByStep) {
  std::string deep = R"({"S":"x"})";
  for (int i = 0; i < 31; ++i) deep = R"({"M":{"m":)" + deep + "}}";
  RunCases({
      Update(R"("UpdateExpression":"SET a = :v","ExpressionAttributeValues":{":v":{"M":{"m":)" +
                 deep + "}}}",
             "200 {}"),
      Update(R"("UpdateExpression":"SET a.n = :v","ExpressionAttributeValues":{":v":)" + deep + "}",
             "200 {}"),
      Update(
          R"("UpdateExpression":"SET a.m.n = :v","ExpressionAttributeValues":{":v":)" + deep + "}",
          Invalid("Nesting Levels have exceeded supported limits: Attributes in the item have "
                  "nested levels beyond supported limit")),
  });
}

TEST(UpdateItemTest, ChargesTheLargerOfBeforeAndAfter) {
  RunCases({
      Update(R"("UpdateExpression":"SET a = :v","ExpressionAttributeValues":{":v":{"S":")" +
                 std::string(2000, 'x') + R"("}},"ReturnConsumedCapacity":"TOTAL")",
             R"(200 {"ConsumedCapacity":{"TableName":"t","CapacityUnits":2.0}})"),
      Update(R"("UpdateExpression":"REMOVE a","ReturnConsumedCapacity":"TOTAL")",
             R"(200 {"ConsumedCapacity":{"TableName":"t","CapacityUnits":2.0}})"),
      Update(R"("ReturnConsumedCapacity":"TOTAL")",
             R"(200 {"ConsumedCapacity":{"TableName":"t","CapacityUnits":1.0}})"),
  });
}

}  // namespace
}  // namespace meridian

#include "regions/api/put_item.h"

#include "tests/regions/api/item_case.h"

namespace meridian {
namespace {

TEST(PutItemTest, ReplacesTheWholeItem) {
  RunCases({
      {"PutItem", R"({"TableName":"t","Item":{"k":{"S":"1"},"a":{"N":"1"}}})", "200 {}"},
      {"PutItem", R"({"TableName":"t","Item":{"k":{"S":"1"},"b":{"N":"2"}}})", "200 {}"},
      {"GetItem", R"({"TableName":"t","Key":{"k":{"S":"1"}}})",
       R"(200 {"Item":{"b":{"N":"2"},"k":{"S":"1"}}})"},
  });
}

TEST(PutItemTest, ReturnsTheOldItemOnlyIfAskedAndThere) {
  RunCases({
      {"PutItem", R"({"TableName":"t","Item":{"k":{"S":"1"}},"ReturnValues":"ALL_OLD"})", "200 {}"},
      {"PutItem",
       R"({"TableName":"t","Item":{"k":{"S":"1"},"a":{"S":"x"}},"ReturnValues":"ALL_OLD"})",
       R"(200 {"Attributes":{"k":{"S":"1"}}})"},
      {"PutItem", R"({"TableName":"t","Item":{"k":{"S":"1"}},"ReturnValues":"NONE"})", "200 {}"},
      {"PutItem", R"({"TableName":"t","Item":{"k":{"S":"1"}},"ReturnValues":"ALL_NEW"})",
       Invalid("ReturnValues can only be ALL_OLD or NONE")},
  });
}

TEST(PutItemTest, WritesOnlyIfTheConditionHolds) {
  RunCases({
      {"PutItem",
       R"({"TableName":"t","Item":{"k":{"S":"1"},"v":{"N":"1"}},)"
       R"~("ConditionExpression":"attribute_not_exists(k)"})~",
       "200 {}"},
      {"PutItem",
       R"({"TableName":"t","Item":{"k":{"S":"1"},"v":{"N":"2"}},)"
       R"~("ConditionExpression":"attribute_not_exists(k)"})~",
       kConditionFailedReply},
      {"PutItem",
       R"({"TableName":"t","Item":{"k":{"S":"1"},"v":{"N":"2"}},"ConditionExpression":"#v = :one",)"
       R"("ExpressionAttributeNames":{"#v":"v"},"ExpressionAttributeValues":{":one":{"N":"1.0"}}})",
       "200 {}"},
      {"GetItem", R"({"TableName":"t","Key":{"k":{"S":"1"}}})",
       R"(200 {"Item":{"k":{"S":"1"},"v":{"N":"2"}}})"},
  });
}

TEST(PutItemTest, AFailedConditionShowsTheItemIfAsked) {
  RunCases({
      {"PutItem", R"({"TableName":"t","Item":{"k":{"S":"1"},"v":{"N":"1"}}})", "200 {}"},
      {"PutItem",
       R"~({"TableName":"t","Item":{"k":{"S":"1"}},"ConditionExpression":"attribute_not_exists(k)",)~"
       R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD"})",
       R"(400 {"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",)"
       R"("message":"The conditional request failed","Item":{"k":{"S":"1"},"v":{"N":"1"}}})"},
      {"PutItem",
       R"~({"TableName":"t","Item":{"k":{"S":"2"}},"ConditionExpression":"attribute_exists(k)",)~"
       R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD"})",
       kConditionFailedReply},
  });
}

TEST(PutItemTest, ChargesTheLargerOfBeforeAndAfter) {
  const std::string large(3000, 'x');
  RunCases({
      {"PutItem",
       R"({"TableName":"t","Item":{"k":{"S":"1"},"a":{"S":")" + large +
           R"("}},"ReturnConsumedCapacity":"TOTAL"})",
       R"(200 {"ConsumedCapacity":{"TableName":"t","CapacityUnits":3.0}})"},
      {"PutItem", R"({"TableName":"t","Item":{"k":{"S":"1"}},"ReturnConsumedCapacity":"INDEXES"})",
       R"(200 {"ConsumedCapacity":{"TableName":"t","CapacityUnits":3.0,)"
       R"("Table":{"CapacityUnits":3.0}}})"},
      {"PutItem", R"({"TableName":"t","Item":{"k":{"S":"1"}},"ReturnConsumedCapacity":"TOTAL"})",
       R"(200 {"ConsumedCapacity":{"TableName":"t","CapacityUnits":1.0}})"},
  });
}

TEST(PutItemTest, RefusesItemsThatTheTableCannotKeep) {
  RunCases({
      {"PutItem", R"({"TableName":"t","Item":{"a":{"S":"1"}}})",
       Invalid("One or more parameter values were invalid: Missing the key k in the item")},
      {"PutItem", R"({"TableName":"t","Item":{"k":{"N":"1"}}})",
       Invalid("One or more parameter values were invalid: Type mismatch for key k expected: S "
               "actual: N")},
      {"PutItem", R"({"TableName":"u","Item":{"k":{"S":"1"}}})", kNotFoundReply},
      {"PutItem",
       R"({"TableName":"t","Item":{"k":{"S":"1"},"a":{"S":")" + std::string(409'600 - 2, 'x') +
           R"("}}})",
       Invalid("Item size has exceeded the maximum allowed size")},
      {"PutItem",
       R"({"TableName":"t","Item":{"k":{"S":"1"},"a":{"S":")" + std::string(409'600 - 3, 'x') +
           R"("}}})",
       "200 {}"},
  });
}

TEST(PutItemTest, RefusesBadParametersInOrder) {
  RunCases({
      {"PutItem", "{}",
       Invalid("1 validation error detected: Value null at 'tableName' failed to satisfy "
               "constraint: Member must not be null")},
      {"PutItem", R"({"TableName":"t"})",
       Invalid("1 validation error detected: Value null at 'item' failed to satisfy constraint: "
               "Member must not be null")},
      {"PutItem", R"({"TableName":"t","Item":{},"ReturnValues":"X","ReturnConsumedCapacity":"Y"})",
       Invalid("2 validation errors detected: Value 'Y' at 'returnConsumedCapacity' failed to "
               "satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; "
               "Value 'X' at 'returnValues' failed to satisfy constraint: Member must satisfy enum "
               "value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]")},
      {"PutItem", R"({"TableName":"t","Item":7})", Unserializable("Unexpected field type")},
      {"PutItem",
       R"({"TableName":"t","Item":{"k":{"S":"1"}},"ConditionExpression":"k = :a",)"
       R"("ExpressionAttributeValues":{":a":{"S":"1"},":b":{"S":"1"}}})",
       Invalid("Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}")},
  });
}

TEST(PutItemTest, ErrorsOfTheStoreReachTheClient) {
  ApiServer server;
  AddTables(&server);
  server.store.Fail(Error{Errc::kThrottled, "The backlog is full. Try again."});

  EXPECT_EQ(server.Ask("PutItem", R"({"TableName":"t","Item":{"k":{"S":"1"}}})"),
            R"(400 {"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException",)"
            R"("message":"The backlog is full. Try again."})");
}

}  // namespace
}  // namespace meridian

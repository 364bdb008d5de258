#include "regions/api/get_item.h"

#include "tests/regions/api/item_case.h"

namespace meridian {
namespace {

TEST(GetItemTest, AnswersNothingForAMissingItem) {
  RunCases({
      {"GetItem", R"({"TableName":"t","Key":{"k":{"S":"1"}}})", "200 {}"},
      {"GetItem", R"({"TableName":"t","Key":{"k":{"S":"1"}},"ReturnConsumedCapacity":"TOTAL"})",
       R"(200 {"ConsumedCapacity":{"TableName":"t","CapacityUnits":0.5}})"},
  });
}

TEST(GetItemTest, FindsByBothKeyAttributes) {
  RunCases({
      {"PutItem", R"({"TableName":"r","Item":{"h":{"S":"1"},"s":{"N":"10"},"a":{"S":"x"}}})",
       "200 {}"},
      {"GetItem", R"({"TableName":"r","Key":{"h":{"S":"1"},"s":{"N":"1e1"}}})",
       R"(200 {"Item":{"a":{"S":"x"},"h":{"S":"1"},"s":{"N":"10"}}})"},
      {"GetItem", R"({"TableName":"r","Key":{"h":{"S":"1"},"s":{"N":"11"}}})", "200 {}"},
      {"GetItem", R"({"TableName":"r","Key":{"h":{"S":"1"}}})",
       Invalid("The provided key element does not match the schema")},
  });
}

TEST(GetItemTest, ProjectsAndStillChargesTheWholeItem) {
  RunCases({
      {"PutItem",
       R"({"TableName":"t","Item":{"k":{"S":"1"},"m":{"M":{"x":{"N":"1"},"y":{"N":"2"}}},)"
       R"("l":{"L":[{"S":"a"},{"S":"b"},{"S":")" +
           std::string(5000, 'c') + R"("}]}}})",
       "200 {}"},
      {"GetItem",
       R"({"TableName":"t","Key":{"k":{"S":"1"}},"ProjectionExpression":"#m.y, l[1]",)"
       R"("ExpressionAttributeNames":{"#m":"m"},"ConsistentRead":true,)"
       R"("ReturnConsumedCapacity":"TOTAL"})",
       R"(200 {"Item":{"l":{"L":[{"S":"b"}]},"m":{"M":{"y":{"N":"2"}}}},)"
       R"("ConsumedCapacity":{"TableName":"t","CapacityUnits":2.0}})"},
      {"GetItem", R"({"TableName":"t","Key":{"k":{"S":"1"}},"ProjectionExpression":"nothing"})",
       R"(200 {"Item":{}})"},
      {"GetItem", R"({"TableName":"t","Key":{"k":{"S":"1"}},"AttributesToGet":["k","nothing"]})",
       R"(200 {"Item":{"k":{"S":"1"}}})"},
  });
}

TEST(GetItemTest, RefusesBadParameters) {
  RunCases({
      {"GetItem", R"({"TableName":"t"})",
       Invalid("1 validation error detected: Value null at 'key' failed to satisfy constraint: "
               "Member must not be null")},
      {"GetItem", R"({"TableName":"t","Key":{"k":{"S":"1"}},"ConsistentRead":1})",
       Unserializable("NUMBER_VALUE cannot be converted to Boolean")},
      {"GetItem", R"({"TableName":"t","Key":{"k":{"S":"1"}},"ProjectionExpression":""})",
       Invalid("Invalid ProjectionExpression: The expression can not be empty;")},
      {"GetItem",
       R"({"TableName":"t","Key":{"k":{"S":"1"}},"ExpressionAttributeNames":{"#a":"a"}})",
       Invalid("ExpressionAttributeNames can only be specified when using expressions")},
      {"GetItem",
       R"({"TableName":"t","Key":{"k":{"S":"1"}},"AttributesToGet":["a"],)"
       R"("ProjectionExpression":"a"})",
       Invalid("Can not use both expression and non-expression parameters in the same request: "
               "Non-expression parameters: {AttributesToGet} Expression parameters: "
               "{ProjectionExpression}")},
      {"GetItem", R"({"TableName":"u","Key":{"k":{"S":"1"}}})", kNotFoundReply},
      {"GetItem", R"({"TableName":"t","Key":{"k":{"S":""}}})",
       Invalid("One or more parameter values are not valid. The AttributeValue for a key attribute "
               "cannot contain an empty string value. Key: k")},
  });
}

}  // namespace
}  // namespace meridian

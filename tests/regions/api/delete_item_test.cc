#include "regions/api/delete_item.h"

#include "tests/regions/api/item_case.h"

namespace meridian {
namespace {

TEST(DeleteItemTest, RemovesTheItemAndSucceedsWithoutOne) {
  RunCases({
      {"PutItem", R"({"TableName":"t","Item":{"k":{"S":"1"},"a":{"S":"x"}}})", "200 {}"},
      {"DeleteItem", R"({"TableName":"t","Key":{"k":{"S":"1"}},"ReturnValues":"ALL_OLD"})",
       R"(200 {"Attributes":{"a":{"S":"x"},"k":{"S":"1"}}})"},
      {"GetItem", R"({"TableName":"t","Key":{"k":{"S":"1"}}})", "200 {}"},
      {"DeleteItem",
       R"({"TableName":"t","Key":{"k":{"S":"1"}},"ReturnValues":"ALL_OLD",)"
       R"("ReturnConsumedCapacity":"TOTAL"})",
       R"(200 {"ConsumedCapacity":{"TableName":"t","CapacityUnits":1.0}})"},
  });
}

TEST(DeleteItemTest, DeletesOnlyIfTheConditionHolds) {
  RunCases({
      {"DeleteItem",
       R"~({"TableName":"t","Key":{"k":{"S":"1"}},"ConditionExpression":"attribute_exists(k)"})~",
       kConditionFailedReply},
      {"PutItem", R"({"TableName":"t","Item":{"k":{"S":"1"}}})", "200 {}"},
      {"DeleteItem",
       R"~({"TableName":"t","Key":{"k":{"S":"1"}},"ConditionExpression":"attribute_exists(k)"})~",
       "200 {}"},
  });
}

TEST(DeleteItemTest, RefusesBadParameters) {
  RunCases({
      {"DeleteItem", R"({"TableName":"t","Key":{"k":{"S":"1"},"a":{"S":"1"}}})",
       Invalid("The provided key element does not match the schema")},
      {"DeleteItem", R"({"TableName":"t","Key":{"k":{"S":"1"}},"ReturnValues":"UPDATED_NEW"})",
       Invalid("ReturnValues can only be ALL_OLD or NONE")},
  });
}

}  // namespace
}  // namespace meridian

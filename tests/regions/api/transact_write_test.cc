#include "regions/api/transact_write.h"

#include <gtest/gtest.h>

#include "tests/regions/api/transact_server.h"

namespace meridian {
namespace {

const std::string kExists = R"-(,"ConditionExpression":"attribute_exists(k)")-";
const std::string kAbsent = R"-(,"ConditionExpression":"attribute_not_exists(k)")-";
const std::string kShow = R"(,"ReturnValuesOnConditionCheckFailure":"ALL_OLD")";

std::string Refused(const std::string& message) {
  return R"({"Code":"ValidationError","Message":")" + message + R"("})";
}

TEST(TransactWriteTest, PutUpdateDeleteAndCheckHappenTogether) {
  TransactServer server;
  ASSERT_EQ(server.Write(PutOf("a") + "," + PutOf("b") + "," + PutOf("c")), "200 {}");

  EXPECT_EQ(server.Write(PutOf("new") + "," + KeyedOf("Delete", "a") + "," +
                         KeyedOf("Update", "b",
                                 R"(,"UpdateExpression":"SET v = v + :x",)"
                                 R"("ExpressionAttributeValues":{":x":{"N":"5"}})") +
                         "," + KeyedOf("ConditionCheck", "c", kExists)),
            "200 {}");

  EXPECT_EQ(server.Item("a"), "200 {}");
  EXPECT_EQ(server.Item("b"), R"(200 {"Item":{"k":{"S":"b"},"v":{"N":"6"}}})");
  EXPECT_EQ(server.Item("new"), R"(200 {"Item":{"k":{"S":"new"},"v":{"N":"1"}}})");
}

TEST(TransactWriteTest, AllFailingConditionsAreReportedInOrderAndNothingIsWritten) {
  TransactServer server;
  server.Write(PutOf("a"));

  EXPECT_EQ(
      server.Write(PutOf("a", kAbsent + kShow) + "," + PutOf("b") + "," +
                   KeyedOf("ConditionCheck", "z", kExists + kShow)),
      CancelledReply("ConditionalCheckFailed, None, ConditionalCheckFailed",
                     R"({"Code":"ConditionalCheckFailed","Item":{"k":{"S":"a"},"v":{"N":"1"}},)"
                     R"("Message":"The conditional request failed"},)" +
                         kNoReason + "," + kFailedReason));
  EXPECT_EQ(server.Item("b"), "200 {}");
}

TEST(TransactWriteTest, OfValidationErrorsOnlyTheFirstIsAReason) {
  TransactServer server;
  const std::string wrong = R"({"Put":{"TableName":"t","Item":{"k":{"N":"1"}}}})";
  const std::string mismatch = Refused(
      "One or more parameter values were invalid: Type mismatch for key k expected: S actual: N");
  EXPECT_EQ(
      server.Write(PutOf("a") + "," + wrong + "," + wrong),
      CancelledReply("None, ValidationError, None", kNoReason + "," + mismatch + "," + kNoReason));
  EXPECT_EQ(server.Write(KeyedOf("Update", "a", R"(,"UpdateExpression":"REMOVE k")")),
            CancelledReply("ValidationError",
                           Refused("One or more parameter values were invalid: Cannot update "
                                   "attribute k. This attribute is part of the key")));
  const std::string add = R"(,"UpdateExpression":"SET v = w + :x",)"
                          R"("ExpressionAttributeValues":{":x":{"N":"5"}})";
  EXPECT_EQ(server.Write(KeyedOf("Update", "a", add) + "," + KeyedOf("Update", "b", add)),
            CancelledReply("ValidationError, None",
                           Refused("The provided expression refers to an attribute that does not "
                                   "exist in the item") +
                               "," + kNoReason));
}

TEST(TransactWriteTest, WhatIsWrongWithTheRequestIsSaidAtTheTop) {
  TransactServer server;
  const std::string at = "1 validation error detected: Value ";
  const std::string failed = " failed to satisfy constraint: Member must ";
  EXPECT_EQ(server.Ask("TransactWriteItems", "{}"),
            Invalid(at + "null at 'transactItems'" + failed + "not be null"));
  EXPECT_EQ(server.Write(""), Invalid(at + "'[]' at 'transactItems'" + failed +
                                      "have length greater than or equal to 1"));
  EXPECT_EQ(server.Write("{}"),
            Invalid("TransactItems can only contain one of Check, Put, Update or Delete"));
  EXPECT_EQ(server.Write("null"),
            Invalid(at + "null at 'transactItems.1.member'" + failed + "not be null"));
  EXPECT_EQ(
      server.Write(R"({"Put":{"Item":{"k":{"S":"a"}}}})"),
      Invalid(at + "null at 'transactItems.1.member.put.tableName'" + failed + "not be null"));
  EXPECT_EQ(server.Write(KeyedOf("Update", "a")),
            Invalid(at + "null at 'transactItems.1.member.update.updateExpression'" + failed +
                    "not be null"));
  EXPECT_EQ(server.Write(PutOf("a") + "," + KeyedOf("ConditionCheck", "b")),
            Invalid(at + "null at 'transactItems.2.member.conditionCheck.conditionExpression'" +
                    failed + "not be null"));
  EXPECT_EQ(server.Write(PutOf("a"), R"(,"ClientRequestToken":"")"),
            Invalid(at + "'' at 'clientRequestToken'" + failed +
                    "have length greater than or equal to 1"));
  EXPECT_EQ(server.Write(PutOf("a") + "," + KeyedOf("Delete", "a")),
            Invalid("Transaction request cannot include multiple operations on one item"));
  EXPECT_EQ(server.Write(PutOf("a", R"(,"ConditionExpression":"a =")")),
            Invalid(R"(Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \"=\")"));
  EXPECT_EQ(server.Write(PutOf("")),
            Invalid("One or more parameter values are not valid. The AttributeValue for a key "
                    "attribute cannot contain an empty string value. Key: k"));
  EXPECT_EQ(server.Write(R"({"Put":{"TableName":"none","Item":{"k":{"S":"a"}}}})"), kNotFoundReply);
  EXPECT_EQ(server.Write(R"({"Put":{"TableName":"t","Item":{"k":{"S":"a"},"v":{"S":")" +
                         std::string(409'600, 'x') + R"("}}}})"),
            Invalid("Item size has exceeded the maximum allowed size"));
}

TEST(TransactWriteTest, AHundredElementsAreTakenAndOneMoreIsNot) {
  TransactServer server;
  std::string elements = PutOf("0");
  for (int i = 1; i < 100; ++i) elements += "," + PutOf(std::to_string(i));
  EXPECT_EQ(server.Write(elements), "200 {}");
  EXPECT_EQ(server.Write(elements + "," + PutOf("more")),
            Invalid("1 validation error detected: Value '[…]' at 'transactItems' failed to satisfy "
                    "constraint: Member must have length less than or equal to 100"));
}

TEST(TransactWriteTest, FourMegabytesAreTheLimitOfThePayload) {
  TransactServer server;
  const std::string large = R"(,"ConditionExpression":"attribute_not_exists(k) OR v <> :x",)"
                            R"("ExpressionAttributeValues":{":x":{"S":")" +
                            std::string(420'000, 'x') + R"("}})";
  std::string elements = PutOf("0", large);
  for (int i = 1; i < 9; ++i) elements += "," + PutOf(std::to_string(i), large);
  EXPECT_EQ(server.Write(elements), "200 {}");
  elements += "," + PutOf("9", large);
  EXPECT_EQ(server.Write(elements),
            Invalid("Transaction payload size cannot exceed 4MB. Payload Size: 4200070"));
}

TEST(TransactWriteTest, UnitsAreTwiceThoseOfSingleWritesByTable) {
  TransactServer server;
  EXPECT_EQ(
      server.Write(PutOf("a") + "," + PutOf("b") +
                       R"(,{"Put":{"TableName":"r","Item":{"h":)"
                       R"({"S":"x"},"s":{"N":"1"}}}})",
                   R"(,"ReturnConsumedCapacity":"TOTAL")"),
      R"(200 {"ConsumedCapacity":[{"TableName":"r","CapacityUnits":2.0,"WriteCapacityUnits":2.0},)"
      R"({"TableName":"t","CapacityUnits":4.0,"WriteCapacityUnits":4.0}]})");
  EXPECT_EQ(
      server.Write(KeyedOf("ConditionCheck", "a", kExists),
                   R"(,"ReturnConsumedCapacity":"INDEXES")"),
      R"(200 {"ConsumedCapacity":[{"TableName":"t","CapacityUnits":2.0,)"
      R"("WriteCapacityUnits":2.0,"Table":{"CapacityUnits":2.0,"WriteCapacityUnits":2.0}}]})");
}

TEST(TransactWriteTest, ATokenMakesARepetitionAReadAndAnotherRequestAnError) {
  TransactServer server;
  const std::string token = R"(,"ClientRequestToken":"t","ReturnConsumedCapacity":"TOTAL")";
  server.Write(PutOf("a"), token);
  server.Ask("DeleteItem", R"({"TableName":"t","Key":{"k":{"S":"a"}}})");

  EXPECT_EQ(
      server.Write(R"({"Put":{"Item":{"v":{"N":"1"},"k":{"S":"a"}},"TableName":"t"}})", token),
      R"(200 {"ConsumedCapacity":[{"TableName":"t","CapacityUnits":2.0,)"
      R"("ReadCapacityUnits":2.0}]})");
  EXPECT_EQ(server.Item("a"), "200 {}");
  EXPECT_EQ(
      server.Write(PutOf("b"), token),
      R"(400 {"__type":"com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException",)"
      R"("Message":"The request uses the same client token as a previous, but non-identical )"
      R"(request. Do not reuse a client token with different requests, unless the requests )"
      R"(are identical"})");
  server.transactions.in_progress.insert("u");
  EXPECT_EQ(server.Write(PutOf("b"), R"(,"ClientRequestToken":"u")"),
            R"(400 {"__type":"com.amazonaws.dynamodb.v20120810#TransactionInProgressException",)"
            R"("Message":"The transaction with the given request token is already in progress."})");
}

TEST(TransactWriteTest, AnItemThatAnotherTransactionHoldsIsAReason) {
  TransactServer server;
  const TablePtr table = server.catalog.Find("t");
  Item key;
  key.Set("k", AttributeValue::S("a"));
  server.transactions.Hold(*table, *KeyOfKey(table->schema, key));

  EXPECT_EQ(server.Write(PutOf("b") + "," + PutOf("a")),
            CancelledReply("None, TransactionConflict",
                           kNoReason + R"(,{"Code":"TransactionConflict","Message":)"
                                       R"("Transaction is ongoing for the item."})"));
}

}  // namespace
}  // namespace meridian

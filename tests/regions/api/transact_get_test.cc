#include "regions/api/transact_get.h"

#include <gtest/gtest.h>

#include "tests/regions/api/transact_server.h"

namespace meridian {
namespace {

std::string GetOf(const std::string& k, const std::string& more = "") {
  return KeyedOf("Get", k, more);
}

TEST(TransactGetTest, ItemsComeInTheOrderOfTheRequestAndAbsentOnesAreEmpty) {
  TransactServer server;
  server.Write(PutOf("a") + "," + PutOf("b"));

  EXPECT_EQ(server.Get(GetOf("b", R"(,"ProjectionExpression":"#v",)"
                                  R"("ExpressionAttributeNames":{"#v":"v"})") +
                       "," + GetOf("none") + "," + GetOf("a")),
            R"(200 {"Responses":[{"Item":{"v":{"N":"1"}}},{},)"
            R"({"Item":{"k":{"S":"a"},"v":{"N":"1"}}}]})");
}

TEST(TransactGetTest, UnitsAreTwiceThoseOfConsistentReads) {
  TransactServer server;
  server.Write(PutOf("a"));
  EXPECT_EQ(server.Get(GetOf("a") + "," + GetOf("none"), R"(,"ReturnConsumedCapacity":"INDEXES")"),
            R"(200 {"Responses":[{"Item":{"k":{"S":"a"},"v":{"N":"1"}}},{}],"ConsumedCapacity":)"
            R"([{"TableName":"t","CapacityUnits":4.0,"ReadCapacityUnits":4.0,)"
            R"("Table":{"CapacityUnits":4.0,"ReadCapacityUnits":4.0}}]})");
}

TEST(TransactGetTest, BadRequestsAreRefusedAtTheTop) {
  TransactServer server;
  const std::string at = "1 validation error detected: Value ";
  const std::string failed = " failed to satisfy constraint: Member must ";
  EXPECT_EQ(server.Ask("TransactGetItems", "{}"),
            Invalid(at + "null at 'transactItems'" + failed + "not be null"));
  EXPECT_EQ(server.Get(""), Invalid(at + "'[]' at 'transactItems'" + failed +
                                    "have length greater than or equal to 1"));
  EXPECT_EQ(server.Get("{}"),
            Invalid(at + "null at 'transactItems.1.member.get'" + failed + "not be null"));
  EXPECT_EQ(server.Get(R"({"Get":{"TableName":"t"}})"),
            Invalid(at + "null at 'transactItems.1.member.get.key'" + failed + "not be null"));
  EXPECT_EQ(server.Get(GetOf("a") + "," + GetOf("a")),
            Invalid("Transaction request cannot include multiple operations on one item"));
  EXPECT_EQ(server.Get(GetOf("")),
            Invalid("One or more parameter values are not valid. The AttributeValue for a key "
                    "attribute cannot contain an empty string value. Key: k"));
  EXPECT_EQ(server.Get(R"({"Get":{"TableName":"none","Key":{"k":{"S":"a"}}}})"), kNotFoundReply);
}

TEST(TransactGetTest, AKeyThatDoesntFitAndAnItemThatIsHeldCancel) {
  TransactServer server;
  EXPECT_EQ(server.Get(GetOf("a") + R"(,{"Get":{"TableName":"t","Key":{"k":{"N":"1"}}}})"),
            CancelledReply("None, ValidationError",
                           kNoReason + R"(,{"Code":"ValidationError","Message":)"
                                       R"("The provided key element does not match the schema"})"));
  const TablePtr table = server.catalog.Find("t");
  Item key;
  key.Set("k", AttributeValue::S("a"));
  server.transactions.Hold(*table, *KeyOfKey(table->schema, key));
  EXPECT_EQ(
      server.Get(GetOf("a") + "," + GetOf("b")),
      CancelledReply("TransactionConflict, None", R"({"Code":"TransactionConflict","Message":)"
                                                  R"("Transaction is ongoing for the item."},)" +
                                                      kNoReason));
}

}  // namespace
}  // namespace meridian

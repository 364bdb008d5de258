#include "regions/api/statement_write.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/regions/api/item_case.h"
#include "tests/regions/api/statement_server.h"

namespace meridian {
namespace {

class StatementWriteTest : public ::testing::Test {
 protected:
  StatementWriteTest() { server.Execute("INSERT INTO Plain VALUE {'p':'a','n':1,'m':{'x':1}}"); }

  std::string Item(const std::string& p) {
    return server.Execute("SELECT * FROM Plain WHERE p='" + p + "'");
  }

  StatementServer server;
  const std::string before = R"(200 {"Items":[{"m":{"M":{"x":{"N":"1"}}},"n":{"N":"1"},)"
                             R"("p":{"S":"a"}}]})";
};

TEST_F(StatementWriteTest, AnInsertReplacesNothing) {
  EXPECT_EQ(server.Execute("INSERT INTO Plain VALUE {'p':'a','n':2}"), kDuplicateReply);
  EXPECT_EQ(Item("a"), before);
}

TEST_F(StatementWriteTest, AnInsertNeedsAKey) {
  EXPECT_EQ(server.Execute("INSERT INTO Plain VALUE {'n':2}"),
            Invalid("Key attribute should be present in the item: Key p"));
  EXPECT_EQ(server.Execute("INSERT INTO Plain VALUE {'p':2}"),
            Invalid("Key attribute's data type should match its data type in table's schema: Key "
                    "p"));
  EXPECT_EQ(server.Execute("INSERT INTO Plain VALUE {'p':''}"),
            Invalid("One or more parameter values are not valid. The AttributeValue for a key "
                    "attribute cannot contain an empty string value. Key: p"));
}

TEST_F(StatementWriteTest, AnUpdateCreatesNothing) {
  EXPECT_EQ(server.Execute("UPDATE Plain SET n=2 WHERE p='b'"), kConditionFailedReply);
  EXPECT_EQ(server.Execute("UPDATE Plain REMOVE n WHERE p='b'"), kConditionFailedReply);
  EXPECT_EQ(server.Execute("UPDATE Plain SET n=2 WHERE p='b' AND n IS MISSING"),
            kConditionFailedReply);
  EXPECT_EQ(Item("b"), kNoItems);
}

TEST_F(StatementWriteTest, TheRestOfWhereIsTheCondition) {
  EXPECT_EQ(server.Execute("UPDATE Plain SET n=2 WHERE p='a' AND n=9"), kConditionFailedReply);
  EXPECT_EQ(Item("a"), before);
  EXPECT_EQ(server.Execute("DELETE FROM Plain WHERE p='a' AND n=9"), kConditionFailedReply);
  EXPECT_EQ(Item("a"), before);
  EXPECT_EQ(server.Execute("UPDATE Plain SET n=2 WHERE n=1 AND p='a' RETURNING MODIFIED NEW *"),
            R"(200 {"Items":[{"n":{"N":"2"}}]})");
  EXPECT_EQ(server.Execute("DELETE FROM Plain WHERE p='a' AND n=2"), kNoItems);
  EXPECT_EQ(Item("a"), kNoItems);
}

TEST_F(StatementWriteTest, AnAbsentItemCanBeDeletedOnAnyCondition) {
  EXPECT_EQ(server.Execute("DELETE FROM Plain WHERE p='b' AND n=9"), kNoItems);
  EXPECT_EQ(server.Execute("DELETE FROM Plain WHERE p='b' RETURNING ALL OLD *"), kNoItems);
}

TEST_F(StatementWriteTest, ReturningShowsWhatItNames) {
  const auto update = [&](const std::string& returning) {
    return server.Execute("UPDATE Plain SET n=n+1 SET m.y=2 WHERE p='a' RETURNING " + returning);
  };

  EXPECT_EQ(update("MODIFIED OLD *"), R"(200 {"Items":[{"n":{"N":"1"}}]})");
  EXPECT_EQ(update("MODIFIED NEW *"),
            R"(200 {"Items":[{"m":{"M":{"y":{"N":"2"}}},"n":{"N":"3"}}]})");
  EXPECT_EQ(update("ALL OLD *"), R"(200 {"Items":[{"m":{"M":{"x":{"N":"1"},"y":{"N":"2"}}},)"
                                 R"("n":{"N":"3"},"p":{"S":"a"}}]})");
}

TEST_F(StatementWriteTest, AFailedConditionShowsTheItemIfAsked) {
  EXPECT_EQ(server.Execute("DELETE FROM Plain WHERE p='a' AND n=9",
                           R"(,"ReturnValuesOnConditionCheckFailure":"ALL_OLD")"),
            R"(400 {"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",)"
            R"("message":"The conditional request failed","Item":{"m":{"M":{"x":{"N":"1"}}},)"
            R"("n":{"N":"1"},"p":{"S":"a"}}})");
}

TEST_F(StatementWriteTest, WhatTheItemDoesNotAllowIsRefused) {
  EXPECT_EQ(server.Execute("UPDATE Plain SET p='b' WHERE p='a'"),
            Invalid("One or more parameter values were invalid: Cannot update attribute p. This "
                    "attribute is part of the key"));
  EXPECT_EQ(server.Execute("UPDATE Plain SET q.x=1 WHERE p='a'"),
            Invalid("The document path provided in the update expression is invalid for update"));
  EXPECT_EQ(server.Execute("UPDATE Plain SET x=gone WHERE p='a'"),
            Invalid("The provided expression refers to an attribute that does not exist in the "
                    "item"));
  EXPECT_EQ(server.Execute("DELETE FROM Plain"),
            Invalid("Where clause does not contain a mandatory equality on all key attributes"));
  EXPECT_EQ(Item("a"), before);
}

}  // namespace
}  // namespace meridian

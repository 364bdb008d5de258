#include "regions/api/execute_statement.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/regions/api/item_case.h"
#include "tests/regions/api/statement_server.h"

namespace meridian {
namespace {

TEST(ExecuteStatementTest, AnItemIsInsertedReadUpdatedAndDeleted) {
  StatementServer server;

  EXPECT_EQ(server.Execute(R"(INSERT INTO Plain VALUE {'p':'a','n':1})"), kNoItems);
  EXPECT_EQ(server.Execute(R"(SELECT * FROM Plain WHERE p='a')"),
            R"(200 {"Items":[{"n":{"N":"1"},"p":{"S":"a"}}]})");
  EXPECT_EQ(server.Execute(R"(UPDATE Plain SET n=n+1 WHERE p='a' RETURNING ALL NEW *)"),
            R"(200 {"Items":[{"n":{"N":"2"},"p":{"S":"a"}}]})");
  EXPECT_EQ(server.Execute(R"(DELETE FROM Plain WHERE p='a' RETURNING ALL OLD *)"),
            R"(200 {"Items":[{"n":{"N":"2"},"p":{"S":"a"}}]})");
  EXPECT_EQ(server.Execute(R"(SELECT * FROM Plain WHERE p='a')"), kNoItems);
}

TEST(ExecuteStatementTest, ParametersStandInTheirOrder) {
  StatementServer server;

  EXPECT_EQ(server.Execute("INSERT INTO Plain VALUE {'p':?,'n':?}",
                           R"(,"Parameters":[{"S":"a"},{"L":[{"N":"1"}]}])"),
            kNoItems);
  EXPECT_EQ(server.Execute("SELECT n FROM Plain WHERE p=?", R"(,"Parameters":[{"S":"a"}])"),
            R"(200 {"Items":[{"n":{"L":[{"N":"1"}]}}]})");
}

TEST(ExecuteStatementTest, CapacityIsReported) {
  StatementServer server;

  EXPECT_EQ(
      server.Execute("INSERT INTO Plain VALUE {'p':'a'}", R"(,"ReturnConsumedCapacity":"TOTAL")"),
      R"(200 {"Items":[],"ConsumedCapacity":{"TableName":"Plain","CapacityUnits":1.0}})");
  EXPECT_EQ(server.Execute("SELECT p FROM Plain WHERE p='a'",
                           R"(,"ReturnConsumedCapacity":"TOTAL","ConsistentRead":true)"),
            R"(200 {"Items":[{"p":{"S":"a"}}],)"
            R"("ConsumedCapacity":{"TableName":"Plain","CapacityUnits":1.0}})");
  EXPECT_EQ(server.Execute("SELECT p FROM Plain WHERE p IN ('a','b','c')",
                           R"(,"ReturnConsumedCapacity":"TOTAL")"),
            R"(200 {"Items":[{"p":{"S":"a"}}],)"
            R"("ConsumedCapacity":{"TableName":"Plain","CapacityUnits":1.5}})");
}

TEST(ExecuteStatementTest, TheShapeOfTheRequestIsChecked) {
  StatementServer server;
  const auto refused = [](const std::string& what) {
    return Invalid("1 validation error detected: Value " + what);
  };

  EXPECT_EQ(server.Ask("ExecuteStatement", "{}"),
            refused("null at 'statement' failed to satisfy constraint: Member must not be null"));
  EXPECT_EQ(server.Execute(""), refused("'' at 'statement' failed to satisfy constraint: Member "
                                        "must have length greater than or equal to 1"));
  EXPECT_NE(server.Execute(std::string(8193, 'x'))
                .find("Member must have length less than or equal to 8192"),
            std::string::npos);
  EXPECT_EQ(server.Execute("SELECT * FROM Plain", R"(,"Parameters":[])"),
            refused("'[]' at 'parameters' failed to satisfy constraint: Member must have length "
                    "greater than or equal to 1"));
  EXPECT_EQ(server.Execute("SELECT * FROM Plain", R"(,"Limit":0)"),
            refused("'0' at 'limit' failed to satisfy constraint: Member must have value greater "
                    "than or equal to 1"));
  EXPECT_EQ(server.Execute("SELECT * FROM Plain", R"(,"NextToken":"")"),
            refused("'' at 'nextToken' failed to satisfy constraint: Member must have length "
                    "greater than or equal to 1"));
  EXPECT_EQ(server.Execute("SELECT * FROM Plain", R"(,"ReturnConsumedCapacity":"ALL")"),
            refused("'ALL' at 'returnConsumedCapacity' failed to satisfy constraint: Member must "
                    "satisfy enum value set: [INDEXES, TOTAL, NONE]"));
}

TEST(ExecuteStatementTest, WhatCannotRunIsRefused) {
  StatementServer server;

  EXPECT_EQ(server.Execute("SELECT"),
            Invalid("Statement wasn't well formed, can't be processed: SELECT"));
  EXPECT_EQ(server.Execute("SELECT * FROM Missed"), kNotFoundReply);
  EXPECT_EQ(server.Execute("INSERT INTO Missed VALUE {'p':'a'}"), kNotFoundReply);
  EXPECT_EQ(server.Execute("EXISTS(SELECT * FROM Plain WHERE p='a')"),
            Invalid("EXISTS can only be used in ExecuteTransaction write requests."));
  EXPECT_EQ(server.Execute("SELECT * FROM Plain.byYear"),
            Invalid("The table does not have the specified index: byYear"));
}

}  // namespace
}  // namespace meridian

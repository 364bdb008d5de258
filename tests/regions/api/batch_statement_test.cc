#include "regions/api/batch_statement.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

#include "tests/regions/api/item_case.h"
#include "tests/regions/api/statement_server.h"

namespace meridian {
namespace {

class BatchStatementTest : public ::testing::Test {
 protected:
  BatchStatementTest() {
    server.Execute("INSERT INTO Plain VALUE {'p':'a','n':1}");
    server.Execute("INSERT INTO Plain VALUE {'p':'b','n':2}");
    server.AddRows("a", 1, 2);
  }

  std::string Run(std::initializer_list<std::string> statements, const std::string& more = "") {
    std::string list;
    for (const std::string& text : statements) {
      list += (list.empty() ? "{" : ",{") + StatementServer::Member(text) + "}";
    }
    return server.Ask("BatchExecuteStatement", R"({"Statements":[)" + list + "]" + more + "}");
  }

  static std::string Failed(const std::string& code, const std::string& message) {
    return R"({"Error":{"Code":")" + code + R"(","Message":")" + message + R"("}})";
  }
  static std::string Replies(std::initializer_list<std::string> replies) {
    std::string list;
    for (const std::string& reply : replies) list += (list.empty() ? "" : ",") + reply;
    return R"(200 {"Responses":[)" + list + "]}";
  }

  StatementServer server;
  const std::string a = R"({"TableName":"Plain","Item":{"n":{"N":"1"},"p":{"S":"a"}}})";
  const std::string nothing = R"({"TableName":"Plain"})";
};

TEST_F(BatchStatementTest, ReadsAreAnsweredInOrder) {
  EXPECT_EQ(Run({"SELECT * FROM Plain WHERE p='gone'", "SELECT * FROM Plain WHERE p='a'",
                 R"(SELECT v FROM "Rows" WHERE p='a' AND s=2)"}),
            Replies({nothing, a, R"({"TableName":"Rows","Item":{"v":{"N":"0"}}})"}));
}

TEST_F(BatchStatementTest, ReadsAreOfOneItemEach) {
  const std::string several = Failed("ValidationError", "Only single item select is supported");
  EXPECT_EQ(Run({R"(SELECT * FROM "Rows" WHERE p='a')", "SELECT * FROM Plain",
                 "SELECT * FROM Plain WHERE p IN ('a')", "SELECT * FROM Plain WHERE p='a' AND n=1",
                 "SELECT * FROM Plain.byYear WHERE p='a'", "SELECT * FROM Plain WHERE p='a'"}),
            Replies({several, several, several, several, several, a}));
}

TEST_F(BatchStatementTest, WritesFailOneByOne) {
  EXPECT_EQ(
      Run({"INSERT INTO Plain VALUE {'p':'new'}", "INSERT INTO Plain VALUE {'p':'a'}",
           "UPDATE Plain SET n=3 WHERE p='gone'",
           "DELETE FROM Plain WHERE p='b' RETURNING ALL OLD *", "nonsense",
           "DELETE FROM Missed WHERE p='a'", "INSERT INTO Plain VALUE {'n':1}"}),
      Replies({nothing,
               R"({"Error":{"Code":"DuplicateItem","Message":"Duplicate primary key exists in )"
               R"(table"},"TableName":"Plain"})",
               R"({"Error":{"Code":"ConditionalCheckFailed","Message":"The conditional request )"
               R"(failed"},"TableName":"Plain"})",
               R"({"TableName":"Plain","Item":{"n":{"N":"2"},"p":{"S":"b"}}})",
               Failed("ValidationError", "Unsupported operation: VariableReference"),
               Failed("ResourceNotFound", "Requested resource not found"),
               Failed("ValidationError", "Key attribute should be present in the item: Key p")}));
  EXPECT_EQ(server.Execute("SELECT * FROM Plain WHERE p='new'"),
            R"(200 {"Items":[{"p":{"S":"new"}}]})");
}

TEST_F(BatchStatementTest, AFailedConditionShowsTheItemIfAsked) {
  EXPECT_EQ(server.Ask("BatchExecuteStatement",
                       R"({"Statements":[{"Statement":"DELETE FROM Plain WHERE p='a' AND n=9",)"
                       R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD"}]})"),
            R"(200 {"Responses":[{"Error":{"Code":"ConditionalCheckFailed","Message":"The )"
            R"(conditional request failed","Item":{"n":{"N":"1"},"p":{"S":"a"}}},)"
            R"("TableName":"Plain"}]})");
}

TEST_F(BatchStatementTest, WhatConcernsTheWholeBatchIsRefusedAsAWhole) {
  EXPECT_EQ(Run({"SELECT * FROM Plain WHERE p='a'", "DELETE FROM Plain WHERE p='b'"}),
            Invalid("Read and write requests together in the same batch is not supported."));
  EXPECT_EQ(Run({"SELECT * FROM Plain WHERE p='a'", "SELECT n FROM Plain WHERE p='a'"}),
            Invalid("Provided list of item keys contains duplicates"));
  EXPECT_EQ(Run({"INSERT INTO Plain VALUE {'p':'x'}", "DELETE FROM Plain WHERE p='x'"}),
            Invalid("Provided list of item keys contains duplicates"));
  EXPECT_EQ(server.Execute("SELECT * FROM Plain WHERE p='x'"), kNoItems);
}

TEST_F(BatchStatementTest, ABatchHasOneToTwentyFiveStatements) {
  EXPECT_EQ(Run({}), Invalid("1 validation error detected: Value '[]' at 'statements' failed to "
                             "satisfy constraint: Member must have length greater than or equal "
                             "to 1"));
  EXPECT_EQ(server.Ask("BatchExecuteStatement", "{}"),
            Invalid("1 validation error detected: Value null at 'statements' failed to satisfy "
                    "constraint: Member must not be null"));
  EXPECT_EQ(Run({""}), Invalid("1 validation error detected: Value '' at "
                               "'statements.1.member.statement' failed to satisfy constraint: "
                               "Member must have length greater than or equal to 1"));
  std::string many;
  for (int i = 0; i < 26; ++i) many += std::string(i ? "," : "") + R"({"Statement":"x"})";
  EXPECT_NE(server.Ask("BatchExecuteStatement", R"({"Statements":[)" + many + "]}")
                .find("Member must have length less than or equal to 25"),
            std::string::npos);
}

TEST_F(BatchStatementTest, CapacityIsAddedUpForEachTable) {
  EXPECT_EQ(Run({"SELECT p FROM Plain WHERE p='a'", R"(SELECT s FROM "Rows" WHERE p='a' AND s=1)",
                 "SELECT p FROM Plain WHERE p='gone'"},
                R"(,"ReturnConsumedCapacity":"TOTAL")"),
            R"(200 {"Responses":[{"TableName":"Plain","Item":{"p":{"S":"a"}}},)"
            R"({"TableName":"Rows","Item":{"s":{"N":"1"}}},{"TableName":"Plain"}],)"
            R"("ConsumedCapacity":[{"TableName":"Plain","CapacityUnits":1.0},)"
            R"({"TableName":"Rows","CapacityUnits":0.5}]})");
}

}  // namespace
}  // namespace meridian

#include "regions/partiql/statement_parser.h"

#include <gtest/gtest.h>

#include <string>
#include <variant>

#include "tests/regions/partiql/shown.h"

namespace meridian::partiql {
namespace {

template <class Syntax>
Syntax As(std::string_view text) {
  auto syntax = ParseStatementSyntax(text);
  EXPECT_TRUE(syntax) << text;
  const auto* statement = syntax ? std::get_if<Syntax>(&syntax->statement) : nullptr;
  EXPECT_NE(statement, nullptr) << text;
  return statement ? *statement : Syntax{};
}

TEST(StatementParserTest, AnInsertHasATableAndAValue) {
  const auto insert = As<InsertSyntax>("INSERT INTO t VALUE {'a': ?};");

  EXPECT_EQ(Shown(insert.table), "t");
  EXPECT_EQ(Shown(insert.value), "(tuple 'a' ?0)");
  EXPECT_TRUE(insert.has_value);
  EXPECT_FALSE(As<InsertSyntax>("INSERT INTO t <<{'a': 1}>>").has_value);
  EXPECT_TRUE(As<InsertSyntax>("INSERT INTO t VALUE {} AT 1").at);
  EXPECT_TRUE(As<InsertSyntax>("INSERT INTO t VALUE {} ON CONFLICT WHERE a=1 DO NOTHING").conflict);
  EXPECT_TRUE(As<InsertSyntax>("INSERT INTO t VALUE {} RETURNING ALL NEW *").returning);
}

TEST(StatementParserTest, AnUpdateHasClausesInAnyOrder) {
  const auto update = As<UpdateSyntax>(
      "UPDATE t SET a=1, b.c=a+1 REMOVE d[0] SET e=2 WHERE k='x' RETURNING ALL OLD *");

  ASSERT_EQ(update.clauses.size(), 4u);
  EXPECT_EQ(Shown(update.clauses[1].path), "b.c");
  EXPECT_EQ(Shown(update.clauses[1].value), "(+ a 1)");
  EXPECT_TRUE(update.clauses[2].remove);
  EXPECT_FALSE(update.clauses[3].remove);
  EXPECT_EQ(Shown(*update.where), "(= k 'x')");
  ASSERT_EQ(update.returning.size(), 1u);
  EXPECT_TRUE(update.returning[0].all && update.returning[0].old && update.returning[0].everything);
}

TEST(StatementParserTest, ADeleteHasAWhere) {
  const auto erase = As<DeleteSyntax>("delete from t where a=1 returning modified new b");

  EXPECT_EQ(Shown(*erase.where), "(= a 1)");
  ASSERT_EQ(erase.returning.size(), 1u);
  EXPECT_FALSE(erase.returning[0].all || erase.returning[0].old || erase.returning[0].everything);
}

TEST(StatementParserTest, ExistsHoldsAQuery) {
  EXPECT_TRUE(As<ExistsSyntax>("EXISTS(SELECT * FROM t WHERE a=1)").select);
  EXPECT_FALSE(As<ExistsSyntax>("EXISTS(1)").select);
}

TEST(StatementParserTest, OtherStatementsHaveNames) {
  EXPECT_EQ(As<OtherSyntax>("DROP TABLE t").name, "DropTable");
  EXPECT_EQ(As<OtherSyntax>("DROP INDEX i ON t").name, "DropIndex");
  EXPECT_EQ(As<OtherSyntax>("CREATE TABLE t").name, "CreateTable");
  EXPECT_EQ(As<OtherSyntax>("CREATE INDEX ON t (a, b.c)").name, "CreateIndex");
  EXPECT_EQ(As<OtherSyntax>("EXEC f").name, "Exec");
  EXPECT_EQ(As<OtherSyntax>("1").name, "Literal");
  EXPECT_EQ(As<OtherSyntax>("a").name, "VariableReference");
  EXPECT_EQ(As<OtherSyntax>("1+1").name, "NAry");
}

TEST(StatementParserTest, QuestionMarksAreCounted) {
  EXPECT_EQ(ParseStatementSyntax("SELECT a FROM t WHERE b=? AND c IN (?, ?)")->parameters, 3u);
}

TEST(StatementParserTest, TheRestIsNotWellFormed) {
  for (const char* text : {"",
                           " ",
                           "FROM t",
                           "INSERT t VALUE {}",
                           "INSERT INTO t VALUES {}",
                           "INSERT INTO 't' VALUE {}",
                           "UPDATE t WHERE a=1",
                           "UPDATE t SET a WHERE b=1",
                           "UPDATE t SET 'a'=1",
                           "UPDATE t ADD a 1",
                           "UPDATE t SET a.*=1",
                           "UPDATE t REMOVE a, b WHERE c=1",
                           "DELETE t WHERE a=1",
                           "DELETE FROM 't'",
                           "DELETE FROM t WHERE a=1 RETURNING ALL OLD",
                           "DROP t",
                           "CREATE INDEX ON t",
                           "CREATE INDEX ON t a",
                           "SELECT * FROM t; SELECT * FROM t",
                           "SELECT * FROM t WHERE a='x' 'y'",
                           "DELETE FROM t RETURNING *",
                           "EXISTS(SELECT * FROM t"}) {
    const auto syntax = ParseStatementSyntax(text);
    ASSERT_FALSE(syntax) << text;
    EXPECT_EQ(syntax.error().message,
              std::string("Statement wasn't well formed, can't be processed: ") + text);
  }
}

}  // namespace
}  // namespace meridian::partiql

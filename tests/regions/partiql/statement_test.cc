#include "regions/partiql/statement.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/regions/partiql/bound.h"

namespace meridian::partiql {
namespace {

using namespace expression_test;

TEST(StatementTest, ASelectNamesItsSource) {
  const auto table = Bound<SelectStatement>("SELECT * FROM Cars");
  EXPECT_EQ(table.table, "Cars");
  EXPECT_FALSE(table.index || table.selected || table.where);

  const auto index = Bound<SelectStatement>("SELECT * FROM \"my-cars\".\"by.year\"");
  EXPECT_EQ(index.table, "my-cars");
  EXPECT_EQ(index.index, "by.year");
}

TEST(StatementTest, ValuesAreShownUnderTheirLastName) {
  const auto select = Bound<SelectStatement>("SELECT a, b.c, d[0][1], e.f[2] FROM Cars");

  ASSERT_EQ(select.selected->size(), 4u);
  EXPECT_EQ((*select.selected)[0].name, "a");
  EXPECT_EQ((*select.selected)[1].name, "c");
  EXPECT_EQ((*select.selected)[2].name, "d[0][1]");
  EXPECT_EQ((*select.selected)[3].name, "f[2]");
}

TEST(StatementTest, WhatIsSelectedIsDistinct) {
  EXPECT_EQ(Refusal("SELECT a.x, b.x FROM Cars"), "Duplicate identifiers in select clause: x");
  EXPECT_EQ(Refusal("SELECT a, a.b FROM Cars"),
            "Two document paths overlap with each other; must remove or rewrite one of these "
            "paths; path one: [a], path two: [a, b]");
}

TEST(StatementTest, OnlyPathsAreSelected) {
  EXPECT_EQ(Refusal("SELECT COUNT(*) FROM Cars"), "Unexpected path component at 1:8:5");
  EXPECT_EQ(Refusal("SELECT n+1 FROM Cars"), "Unexpected path component at 1:9:1");
  EXPECT_EQ(Refusal("SELECT 'a' FROM Cars"), "Unexpected path component at 1:8:3");
  EXPECT_EQ(Refusal("SELECT ? FROM Cars", {S("a")}), "Unexpected path component at 1:8:1");
  EXPECT_EQ(Refusal("SELECT a.* FROM Cars"),
            "Changing item's hierarchy while reading isn't supported");
}

TEST(StatementTest, ClausesOfPartiQlAloneAreRefused) {
  EXPECT_EQ(Refusal("SELECT DISTINCT a FROM Cars"), "Unsupported token in expression: DISTINCT");
  EXPECT_EQ(Refusal("SELECT VALUE a FROM Cars"),
            "Select projection doesn't support value or pivot keywords");
  EXPECT_EQ(Refusal("SELECT a FROM Cars LIMIT 1"), "Unsupported clause: LIMIT at 1:26:1");
  EXPECT_EQ(Refusal("SELECT a FROM Cars GROUP BY a"), "Unsupported clause: GROUP BY");
  EXPECT_EQ(Refusal("SELECT a AS b FROM Cars"), "Aliasing is not supported");
  EXPECT_EQ(Refusal("SELECT a FROM Cars r"), "Aliasing is not supported");
  EXPECT_EQ(Refusal("SELECT a FROM Cars, More"),
            "Only select from a single table or index is supported.");
  EXPECT_EQ(Refusal("DROP TABLE Cars"), "Unsupported operation: DropTable");
}

TEST(StatementTest, SourcesAreTablesOrIndexes) {
  EXPECT_EQ(Refusal("SELECT a FROM 'Cars'"), "Unexpected from source");
  EXPECT_EQ(Refusal("SELECT a FROM [1]"), "Unexpected from source");
  EXPECT_EQ(Refusal("SELECT a FROM Cars.abc.def"),
            "A path may contain at most 2 components in the FROM clause");
  EXPECT_EQ(Refusal("SELECT a FROM Cars[0]"), "Invalid list expression in source.");
  const std::string bad_name =
      "Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9', '-', "
      "'_', '.'.";
  EXPECT_EQ(Refusal("SELECT a FROM ab"), bad_name);
  EXPECT_EQ(Refusal("SELECT a FROM \"a b c\""), bad_name);
  EXPECT_EQ(Refusal("SELECT a FROM Cars.i"), bad_name);
  EXPECT_EQ(Refusal("INSERT INTO Cars.abc VALUE {}"),
            "FROM clause may only contain a single table name in data manipulation statements");
  EXPECT_EQ(Refusal("UPDATE Cars.abc SET a=1"), "This operation is not supported on an index");
  EXPECT_EQ(Refusal("DELETE FROM Cars.abc"), "This operation is not supported on an index");
}

TEST(StatementTest, OrderIsByNames) {
  const auto select = Bound<SelectStatement>("SELECT * FROM Cars WHERE p=1 ORDER BY p, s DESC");
  ASSERT_EQ(select.order.size(), 2u);
  EXPECT_EQ(select.order[1].attribute, "s");
  EXPECT_TRUE(select.order[1].descending);

  EXPECT_EQ(Refusal("SELECT * FROM Cars ORDER BY p"),
            "Must have WHERE clause in the statement when using ORDER BY clause.");
  EXPECT_EQ(Refusal("SELECT * FROM Cars WHERE p=1 ORDER BY p.a"),
            "Argument to ORDER BY must be of type VariableReference. Type: PATH");
  EXPECT_EQ(Refusal("SELECT * FROM Cars WHERE p=1 ORDER BY 's'"),
            "Argument to ORDER BY must be of type VariableReference. Type: \"s\"");
}

TEST(StatementTest, AnInsertTakesATuple) {
  EXPECT_EQ(Bound<InsertStatement>("INSERT INTO Cars VALUE {'p':1}").item, ItemOf({{"p", N("1")}}));
  EXPECT_EQ(Refusal("INSERT INTO Cars VALUE 'a'"),
            "Unsupported format in item expression. Please use struct format {...} to express item "
            "values for insert statement. at 1:24:3");
  EXPECT_EQ(Refusal("INSERT INTO Cars {'p':1}"), "Unsupported operation: InsertOp");
  EXPECT_EQ(Refusal("INSERT INTO Cars VALUE {'p':1} RETURNING ALL NEW *"),
            "RETURNING is not supported in INSERT");
  EXPECT_EQ(Refusal("INSERT INTO Cars VALUE {'p':1} AT 1"),
            "AT is not supported in insert statements. at 1:1:6");
}

TEST(StatementTest, ReturningHasOneElement) {
  const std::string update = "UPDATE Cars SET a=1 WHERE p=1 RETURNING ";
  EXPECT_EQ(Bound<UpdateStatement>(update + "MODIFIED OLD *").returning, Returning::kModifiedOld);
  EXPECT_EQ(Bound<UpdateStatement>(update + "all new *").returning, Returning::kAllNew);
  EXPECT_EQ(Refusal(update + "ALL NEW a"),
            "Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause");
  EXPECT_EQ(Refusal(update + "ALL NEW *, ALL OLD *"),
            "Invalid syntax with multiple returning elements in RETURNING clause");
}

TEST(StatementTest, ADeleteReturnsWhatWas) {
  EXPECT_EQ(Bound<DeleteStatement>("DELETE FROM Cars WHERE p=1 RETURNING ALL OLD *").returning,
            Returning::kAllOld);
  EXPECT_EQ(Refusal("DELETE FROM Cars WHERE p=1 RETURNING MODIFIED OLD *"),
            "Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is "
            "allowed in DELETE statements.");
}

TEST(StatementTest, ParametersAreAsManyAsQuestionMarks) {
  const std::string wrong = "Number of parameters in request and statement don't match.";
  EXPECT_EQ(Refusal("SELECT * FROM Cars WHERE p=?"), wrong);
  EXPECT_EQ(Refusal("SELECT * FROM Cars WHERE p=?", {S("a"), S("b")}), wrong);
  EXPECT_EQ(Refusal("SELECT * FROM Cars", {S("a")}), wrong);
  EXPECT_EQ(Refusal("SELECT * FROM Cars WHERE p=?", {S("a")}), "OK");
}

TEST(StatementTest, OnlySelectsRead) {
  EXPECT_TRUE(IsRead(*ParseStatement("SELECT * FROM Cars", {})));
  EXPECT_FALSE(IsRead(*ParseStatement("DELETE FROM Cars", {})));
  EXPECT_FALSE(IsRead(*ParseStatement("EXISTS(SELECT * FROM Cars)", {})));
  EXPECT_EQ(TableOf(*ParseStatement("EXISTS(SELECT * FROM Cars)", {})), "Cars");
  EXPECT_EQ(TableOf(*ParseStatement("DELETE FROM Cars", {})), "Cars");
}

}  // namespace
}  // namespace meridian::partiql

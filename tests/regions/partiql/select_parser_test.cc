#include "regions/partiql/select_parser.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/regions/partiql/shown.h"

namespace meridian::partiql {
namespace {

Result<SelectSyntax> Select(std::string_view text) {
  Cursor cursor(text);
  auto select = ParseSelect(cursor);
  if (select && !cursor.AtEnd()) return cursor.NotWellFormed();
  return select;
}

TEST(SelectParserTest, ClausesComeInTheirOrder) {
  const auto select = Select("SELECT a, b.c FROM t.i WHERE a=1 ORDER BY a DESC, b ASC, c");

  ASSERT_TRUE(select);
  ASSERT_EQ(select->items.size(), 2u);
  EXPECT_EQ(Shown(select->items[1].value), "b.c");
  EXPECT_EQ(Shown(select->from.source), "t.i");
  EXPECT_EQ(Shown(*select->where), "(= a 1)");
  ASSERT_EQ(select->order.size(), 3u);
  EXPECT_TRUE(select->order[0].descending);
  EXPECT_FALSE(select->order[1].descending);
  EXPECT_TRUE(select->unsupported.empty());
}

TEST(SelectParserTest, AStarIsEverything) {
  EXPECT_TRUE(Select("SELECT * FROM t")->everything);
  EXPECT_FALSE(Select("SELECT *, a FROM t"));
}

TEST(SelectParserTest, WhatTheDialectLacksIsUnderstood) {
  EXPECT_TRUE(Select("SELECT DISTINCT a FROM t")->distinct);
  EXPECT_TRUE(Select("SELECT VALUE a FROM t")->reshaped);
  EXPECT_TRUE(Select("PIVOT a AT b FROM t")->reshaped);
  EXPECT_TRUE(Select("SELECT a AS b FROM t")->items[0].aliased);
  EXPECT_TRUE(Select("SELECT a b FROM t")->items[0].aliased);
  EXPECT_TRUE(Select("SELECT a.* FROM t")->items[0].unpivoted);
  EXPECT_TRUE(Select("SELECT a FROM t AS x")->from.aliased);
  EXPECT_TRUE(Select("SELECT a FROM t AT x")->from.aliased);
  EXPECT_TRUE(Select("SELECT a FROM t, u")->from.joined);
  EXPECT_TRUE(Select("SELECT a FROM t LEFT OUTER JOIN u ON a=b")->from.joined);
  EXPECT_EQ(Select("SELECT a FROM t GROUP BY a, b")->unsupported, "GROUP BY");
  EXPECT_EQ(Select("SELECT a FROM t HAVING a=1")->unsupported, "HAVING at 1:25:1");
  EXPECT_EQ(Select("SELECT a FROM t LIMIT 10")->unsupported, "LIMIT at 1:23:2");
}

TEST(SelectParserTest, ClausesOutOfOrderAreNotWellFormed) {
  for (const char* text :
       {"SELECT", "SELECT a", "SELECT FROM t", "SELECT a FROM", "SELECT a, FROM t",
        "SELECT a FROM t WHERE", "SELECT a FROM t LIMIT 1 WHERE a=1", "SELECT a FROM t ORDER a",
        "SELECT a FROM t ORDER BY", "SELECT a FROM t ORDER BY a NULLS LAST",
        "SELECT a[*] FROM t"}) {
    const auto select = Select(text);
    ASSERT_FALSE(select) << text;
    EXPECT_EQ(select.error().message,
              std::string("Statement wasn't well formed, can't be processed: ") + text);
  }
}

}  // namespace
}  // namespace meridian::partiql

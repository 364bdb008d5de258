#include "regions/partiql/value_parser.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/regions/partiql/shown.h"

namespace meridian::partiql {
namespace {

TEST(ValueParserTest, LiteralsAreWhatTheySay) {
  EXPECT_EQ(Parsed("'it''s'"), "'it's'");
  EXPECT_EQ(Parsed("TRUE"), "true");
  EXPECT_EQ(Parsed("Null"), "null");
  EXPECT_EQ(Parsed("missing"), "missing");
  EXPECT_EQ(Parsed("`1`"), "`1`");
}

TEST(ValueParserTest, CollectionsNest) {
  EXPECT_EQ(Parsed("[1, <<'a','b'>>, {'x': [], 'y': {}}]"),
            "(list 1 (bag 'a' 'b') (tuple 'x' (list) 'y' (tuple)))");
  EXPECT_EQ(Parsed("<<<<1>>>>"), "(bag (bag 1))");
  EXPECT_EQ(Parsed("(1, 2)"), "(list 1 2)");
}

TEST(ValueParserTest, PathsStepByNameAndByPlace) {
  EXPECT_EQ(Parsed("a.b[0].\"c.d\"['e'][-1]"), "a.b[0].c.d.e[-1]");
  EXPECT_EQ(Parsed("a.*"), "a.*");
  EXPECT_EQ(Parsed("a[*]"), "a[*]");
  EXPECT_EQ(Parsed("a[b]"), "a[...]");
  EXPECT_EQ(Parsed("a[1.5]"), "a[...]");
  EXPECT_EQ(Parsed("@a.b"), "a.b");
  EXPECT_EQ(Parsed("\"select\""), "select");
}

TEST(ValueParserTest, QuestionMarksAreNumbered) {
  EXPECT_EQ(Parsed("f(?, [?], {'a': ?})"), "(call f ?0 (list ?1) (tuple 'a' ?2))");
}

TEST(ValueParserTest, FunctionsMayBeKeywordsInAnyCase) {
  EXPECT_EQ(Parsed("SIZE(a)"), "(call size a)");
  EXPECT_EQ(Parsed("count(*)"), "(call count)");
  EXPECT_EQ(Parsed("Begins_With(a, 'b')"), "(call begins_with a 'b')");
  EXPECT_EQ(Parsed("exists(SELECT * FROM a)"), "(call exists (select))");
}

TEST(ValueParserTest, WhatIsNoValueIsNotWellFormed) {
  for (const char* text : {"select", "date", "a.date", "()", "[1", "{'a'}", "{'a':1", "<<1>", "a.",
                           "a[", ":a", "#a", "@1", "", "MISSING(a)"}) {
    EXPECT_EQ(Parsed(text),
              std::string("Statement wasn't well formed, can't be processed: ") + text);
  }
}

}  // namespace
}  // namespace meridian::partiql

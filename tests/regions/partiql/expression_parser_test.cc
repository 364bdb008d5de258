#include "regions/partiql/expression_parser.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/regions/partiql/shown.h"

namespace meridian::partiql {
namespace {

TEST(ExpressionParserTest, OperatorsBindByTheirPrecedence) {
  EXPECT_EQ(Parsed("a=1 OR b=2 AND NOT c=3"), "(or (= a 1) (and (= b 2) (not (= c 3))))");
  EXPECT_EQ(Parsed("(a=1 or b=2) and c=3"), "(and (or (= a 1) (= b 2)) (= c 3))");
  EXPECT_EQ(Parsed("a=1 AND b=2 AND c=3"), "(and (= a 1) (= b 2) (= c 3))");
  EXPECT_EQ(Parsed("a + 1 * 2 - b || 'x' = c"), "(= (|| (- (+ a (* 1 2)) b) 'x') c)");
  EXPECT_EQ(Parsed("1 < a < 3"), "(< (< 1 a) 3)");
}

TEST(ExpressionParserTest, ComparisonsHaveTwoSpellingsOfUnequal) {
  EXPECT_EQ(Parsed("a != 1"), "(<> a 1)");
  EXPECT_EQ(Parsed("a <> 1"), "(<> a 1)");
}

TEST(ExpressionParserTest, MembershipCanBeNegated) {
  EXPECT_EQ(Parsed("a BETWEEN 1 AND 2 AND b NOT BETWEEN 3 AND 4"),
            "(and (between a 1 2) (not (between b 3 4)))");
  EXPECT_EQ(Parsed("a IN (1)"), "(in a (list 1))");
  EXPECT_EQ(Parsed("a NOT IN [1, ?]"), "(not (in a (list 1 ?0)))");
  EXPECT_EQ(Parsed("a IN <<1>>"), "(in a (bag 1))");
  EXPECT_EQ(Parsed("a IN (SELECT b FROM c)"), "(in a (select))");
  EXPECT_EQ(Parsed("a LIKE 'x%' ESCAPE '/'"), "(like a 'x%' '/')");
}

TEST(ExpressionParserTest, IsNamesAType) {
  EXPECT_EQ(Parsed("a IS MISSING"), "(is a missing)");
  EXPECT_EQ(Parsed("a IS NOT NULL"), "(not (is a null))");
  EXPECT_NE(Parsed("a IS NOT b").find("wasn't well formed"), std::string::npos);
}

TEST(ExpressionParserTest, SignsBelongToNumbers) {
  EXPECT_EQ(Parsed("-5"), "-5");
  EXPECT_EQ(Parsed("- -5"), "5");
  EXPECT_EQ(Parsed("+5"), "5");
  EXPECT_EQ(Parsed("-(-5)"), "5");
  EXPECT_EQ(Parsed("-a"), "(- a)");
  EXPECT_EQ(Parsed("a -5"), "(- a 5)");
}

TEST(ExpressionParserTest, WhatEndsTooEarlyIsNotWellFormed) {
  for (const char* text : {"a=", "a AND", "NOT", "a BETWEEN 1", "a IN", "(a=1", "a NOT 1", "-"}) {
    EXPECT_EQ(Parsed(text),
              std::string("Statement wasn't well formed, can't be processed: ") + text);
  }
}

TEST(ExpressionParserTest, NestingIsBounded) {
  const auto nested = [](size_t depth) {
    return std::string(depth, '(') + "a" + std::string(depth, ')');
  };

  EXPECT_EQ(Parsed(nested(100)), "a");
  EXPECT_EQ(Parsed(nested(4000)), "Nesting Levels have exceeded supported limits");
  std::string signs;
  for (int i = 0; i < 4000; ++i) signs += "+ ";
  EXPECT_EQ(Parsed(signs + "1"), "Nesting Levels have exceeded supported limits");
}

}  // namespace
}  // namespace meridian::partiql

#include "regions/partiql/conditions.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/regions/partiql/bound.h"

namespace meridian::partiql {
namespace {

using namespace expression_test;

const Item kItem = ItemOf({{"n", N("5")},
                           {"s", S("abc")},
                           {"t", True()},
                           {"z", NullValue()},
                           {"ss", SS({"a", "b"})},
                           {"m", M({{"l", L({N("1"), N("2")})}})}});

TEST(ConditionsTest, WhatIsTrueOfAnItem) {
  for (const char* where : {"n=5",
                            "n=5.0",
                            "n<>6",
                            "n!=6",
                            "n<6 AND n>=5",
                            "n BETWEEN 4 AND 6",
                            "n IN (4,5)",
                            "n NOT IN [1]",
                            "NOT n=6",
                            "n=1 OR s='abc'",
                            "x IS MISSING",
                            "n IS NOT MISSING",
                            "z IS NULL",
                            "x IS NOT NULL",
                            "n IS NUMERIC",
                            "s IS STRING",
                            "t IS BOOLEAN",
                            "m IS TUPLE",
                            "m.l IS LIST",
                            "t=true",
                            "z=null",
                            "ss=<<'b','a'>>",
                            "m.l=[1,2]",
                            "m={'l':[1,2]}",
                            "m.l[1]=2",
                            "begins_with(s,'ab')",
                            "BEGINS_WITH(s,'ab')",
                            "contains(ss,'a')",
                            "attribute_type(n,'N')",
                            "attribute_exists(n)",
                            "attribute_not_exists(x)",
                            "size(ss)=2",
                            "3=size(s)",
                            "size(ss) IN (2)",
                            "6>n",
                            "1=1",
                            "x<>1"}) {
    EXPECT_TRUE(Holds(where, kItem)) << where;
  }
}

TEST(ConditionsTest, WhatIsFalseOfAnItem) {
  for (const char* where :
       {"n=6", "n='5'", "x=1", "x IS NULL", "z IS MISSING", "n IS MISSING", "n NOT IN (5)",
        "n NOT BETWEEN 4 AND 6", "s=\"abc\"", "N=5", "m.l[2]=2", "1=2", "n IS STRING"}) {
    EXPECT_FALSE(Holds(where, kItem)) << where;
  }
}

TEST(ConditionsTest, ParametersAreValues) {
  EXPECT_TRUE(Holds("n=? AND s IN (?,?)", kItem, {N("5"), S("x"), S("abc")}));
  EXPECT_TRUE(Holds("ss=?", kItem, {SS({"a", "b"})}));
}

TEST(ConditionsTest, OnlyConditionsAreTrueOrFalse) {
  const std::string no_condition =
      "WHERE clause must contain an expression that resolves to a boolean";
  for (const char* where : {"n", "true", "size(n)", "'a'", "?"}) {
    const Parameters parameters(std::string_view(where) == "?" ? 1 : 0);
    EXPECT_EQ(WhereRefusal(where, parameters), no_condition) << where;
  }
  EXPECT_EQ(WhereRefusal("n=1 AND true"), "The arguments to AND/OR must be Expressions");
  EXPECT_EQ(WhereRefusal("NOT n"), "The argument to NOT must be a Type or Expression");
  EXPECT_EQ(WhereRefusal("n=1 AND size(s)"),
            "Incorrect operand type for operator or function; operator or function: AND, operand "
            "type: N");
  EXPECT_EQ(WhereRefusal("1 < n < 10"),
            "Incorrect operand type for operator or function; operator or function: <, operand "
            "type: BOOL");
}

TEST(ConditionsTest, OperatorsOfPartiQlAloneAreRefused) {
  EXPECT_EQ(WhereRefusal("n=4+1"), "Unsupported operator in Condition Expression. Operator: +");
  EXPECT_EQ(WhereRefusal("n=-m"), "Unsupported operator in Condition Expression. Operator: -");
  EXPECT_EQ(WhereRefusal("s LIKE 'a%'"),
            "Unsupported operator in Condition Expression. Operator: like");
  EXPECT_EQ(WhereRefusal("s||'a'='b'"),
            "Unsupported operator in Condition Expression. Operator: ||");
  EXPECT_EQ(WhereRefusal("(SELECT a FROM t) = 1"),
            "Unsupported token in expression: SELECT at 1:27:6");
}

TEST(ConditionsTest, MissingIsNoValue) {
  EXPECT_EQ(WhereRefusal("n=MISSING"), "MISSING must be compared using IS operator");
  EXPECT_EQ(WhereRefusal("contains(n, MISSING)"), "MISSING must be compared using IS operator");
  EXPECT_EQ(WhereRefusal("'a' IS MISSING"),
            "Operator or function requires a document path; operator or function: "
            "attribute_not_exists");
  EXPECT_EQ(WhereRefusal("size(n) IS MISSING"),
            "The left hand side argument to IS must be a Variable Reference, Literal, or Path");
  EXPECT_EQ(WhereRefusal("n IS INT"),
            "Unsupported data type for IS operator: int. Supported data types are [MISSING, NULL, "
            "BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST] at 1:28:2");
}

TEST(ConditionsTest, InHasASequenceOfCandidates) {
  const std::string no_sequence =
      "IN operator must have a left hand argument of type Variable Reference and right hand "
      "argument of type Seq with at least one member";
  EXPECT_EQ(WhereRefusal("n IN 5"), no_sequence);
  EXPECT_EQ(WhereRefusal("n IN []"), no_sequence);
  EXPECT_EQ(WhereRefusal("n IN (SELECT a FROM t)"), no_sequence);
  EXPECT_EQ(WhereRefusal("n IN ?", {L({N("1")})}), no_sequence);
  std::string many = "n IN (0";
  for (int i = 1; i < 100; ++i) many += ",0";
  EXPECT_EQ(WhereRefusal(many + ")"), "OK");
  EXPECT_EQ(WhereRefusal(many + ",0)"),
            "The IN operator is provided with too many operands; number of operands: 101");
}

TEST(ConditionsTest, FunctionsAreThoseOfConditions) {
  EXPECT_EQ(WhereRefusal("upper(s)='A'"), "Unrecognized function: upper");
  EXPECT_EQ(WhereRefusal("begins_with(s)"),
            "Incorrect number of operands for operator or function; operator or function: "
            "begins_with, number of operands: 1");
  EXPECT_EQ(WhereRefusal("begins_with(s,1)"),
            "Incorrect operand type for operator or function; operator or function: begins_with, "
            "operand type: N");
  EXPECT_EQ(WhereRefusal("size(size(s))=1"),
            "Incorrect operand type for operator or function; operator or function: size, operand "
            "type: N");
}

TEST(ConditionsTest, OperatorsAreCounted) {
  std::string terms = "n=0";
  for (int i = 1; i < 150; ++i) terms += " OR n=0";
  EXPECT_EQ(WhereRefusal(terms), "OK");
  EXPECT_EQ(WhereRefusal(terms + " OR n=0"),
            "The expression contains too many operators; operator count: 301");
}

}  // namespace
}  // namespace meridian::partiql

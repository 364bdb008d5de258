#include "regions/partiql/updates.h"

#include <gtest/gtest.h>

#include <string>

#include "regions/expressions/functions.h"
#include "tests/regions/partiql/bound.h"

namespace meridian::partiql {
namespace {

using namespace expression_test;

const Item kItem =
    ItemOf({{"n", N("5")}, {"l", L({N("1")})}, {"ss", SS({"a", "b"})}, {"m", M({{"a", N("1")}})}});

// The attribute `name` of kItem after `clauses`; "-" if it is gone, or what is wrong.
std::string After(const std::string& clauses, std::string_view name,
                  const Parameters& parameters = {}) {
  const auto update = Bound<UpdateStatement>("UPDATE Cars " + clauses + " WHERE k='x'", parameters);
  const auto after = update.program.Apply(kItem, true);
  if (!after) return after.error().message;
  const AttributeValue* value = after->Find(name);
  if (value == nullptr) return "-";
  if (const auto* number = value->As<Number>()) return number->text();
  if (const auto* text = value->As<std::string>()) return *text;
  return std::string(TypeName(value->type())) + std::to_string(*SizeOfValue(*value));
}

std::string SetRefusal(const std::string& clauses, const Parameters& parameters = {}) {
  return Refusal("UPDATE Cars " + clauses + " WHERE k='x'", parameters);
}

TEST(UpdatesTest, SetComputesFromTheItemBefore) {
  EXPECT_EQ(After("SET n=6", "n"), "6");
  EXPECT_EQ(After("SET n=n+1", "n"), "6");
  EXPECT_EQ(After("SET n=n-1-1+?", "n", {N("10")}), "13");
  EXPECT_EQ(After("SET n=(n+n)", "n"), "10");
  EXPECT_EQ(After("SET n=1, x=n", "x"), "5");
  EXPECT_EQ(After("SET x=if_not_exists(x,7)+1", "x"), "8");
  EXPECT_EQ(After("SET l=list_append(l,[2,3])", "l"), "L3");
  EXPECT_EQ(After("SET m.b=2", "m"), "M2");
  EXPECT_EQ(After("SET x=y", "x"),
            "The provided expression refers to an attribute that does not exist in the item");
}

TEST(UpdatesTest, RemoveTakesAway) {
  EXPECT_EQ(After("REMOVE n", "n"), "-");
  EXPECT_EQ(After("REMOVE n SET x=1 REMOVE ss", "ss"), "-");
  EXPECT_EQ(After("REMOVE l[0]", "l"), "L0");
}

TEST(UpdatesTest, SetsGrowAndShrink) {
  EXPECT_EQ(After("SET ss=set_add(ss,<<'c'>>)", "ss"), "SS3");
  EXPECT_EQ(After("SET \"new\"=SET_ADD(\"new\",<<1>>)", "new"), "NS1");
  EXPECT_EQ(After("SET ss=set_delete(ss,<<'a'>>)", "ss"), "SS1");
  EXPECT_EQ(After("SET ss=set_delete(ss,<<'a','b'>>)", "ss"), "-");
}

TEST(UpdatesTest, SetFunctionsChangeTheirFirstArgument) {
  EXPECT_EQ(SetRefusal("SET x=set_add(ss,<<'c'>>)"),
            "The first argument to SET_ADD must equal the assignment value");
  EXPECT_EQ(SetRefusal("SET ss=set_delete(ss,'c')"),
            "The second argument to SET_DELETE must be a value with type SET at 1:31:2");
  EXPECT_EQ(SetRefusal("SET ss=set_add(ss)"), "SET_ADD must have exactly two arguments at 1:20:7");
  EXPECT_EQ(SetRefusal("SET n=set_add(n,<<1>>)+1"), "Unrecognized function: set_add");
}

TEST(UpdatesTest, OperandsHaveTypes) {
  EXPECT_EQ(SetRefusal("SET n=n+'a'"),
            "Incorrect operand type for operator or function; operator or function: +, operand "
            "type: S");
  EXPECT_EQ(SetRefusal("SET l=list_append(l,?)", {S("a")}),
            "Incorrect operand type for operator or function; operator or function: list_append, "
            "operand type: S");
  EXPECT_EQ(SetRefusal("SET l=list_append(l)"),
            "Incorrect number of operands for operator or function; operator or function: "
            "list_append, number of operands: 1");
  EXPECT_EQ(SetRefusal("SET n=-n"),
            "Incorrect number of operands for operator or function; operator or function: -, "
            "number of operands: 1");
  EXPECT_EQ(SetRefusal("SET x=if_not_exists('a',1)"),
            "Operator or function requires a document path; operator or function: if_not_exists");
}

TEST(UpdatesTest, WhatUpdatesLackIsRefused) {
  EXPECT_EQ(SetRefusal("SET n=n*2"), "Unsupported operator in Update Expression. Operator: *");
  EXPECT_EQ(SetRefusal("SET n=n>2"), "Unsupported operator in Update Expression. Operator: >");
  EXPECT_EQ(SetRefusal("SET n=NOT n"), "Unsupported operator in Update Expression. Operator: not");
  EXPECT_EQ(SetRefusal("SET n=n IS MISSING"), "IS operator is not supported in update expressions");
  EXPECT_EQ(SetRefusal("SET n=size(l)"),
            "The function is not allowed in an update expression; function: size");
  EXPECT_EQ(SetRefusal("SET n=f(1)"), "Unrecognized function: f");
  EXPECT_EQ(SetRefusal("SET n=missing"), "MISSING must be compared using IS operator");
}

TEST(UpdatesTest, PathsDoNotOverlap) {
  EXPECT_EQ(SetRefusal("SET m.a=1 SET m.a.b=2"),
            "Two document paths overlap with each other; must remove or rewrite one of these "
            "paths; path one: [m, a], path two: [m, a, b]");
}

}  // namespace
}  // namespace meridian::partiql

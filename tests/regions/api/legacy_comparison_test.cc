#include "regions/api/legacy_comparison.h"

#include <gtest/gtest.h>

#include "regions/expressions/condition.h"
#include "tests/regions/expressions/values.h"

namespace meridian {
namespace {

using namespace expression_test;

using Op = LegacyOperator;

std::string Refusal(Op op, std::vector<AttributeValue> operands) {
  const Status status = CheckOperands({op, std::move(operands)});
  return status ? "OK" : status.error().message;
}

std::string InvalidParameters(const std::string& what) {
  return "One or more parameter values were invalid: " + what;
}

bool Holds(Op op, std::vector<AttributeValue> operands, const Item& item) {
  return Condition(LegacyTest("a", {op, std::move(operands)})).Holds(&item);
}

Item With(AttributeValue value) {
  Item item;
  item.Set("a", std::move(value));
  return item;
}

TEST(LegacyComparisonTest, EachOperatorTakesItsNumberOfOperands) {
  EXPECT_EQ(Refusal(Op::kEqual, {}),
            InvalidParameters("Invalid number of argument(s) for the EQ ComparisonOperator"));
  EXPECT_EQ(Refusal(Op::kNotNull, {N("1")}),
            InvalidParameters("Invalid number of argument(s) for the NOT_NULL ComparisonOperator"));
  EXPECT_EQ(Refusal(Op::kIn, {}),
            InvalidParameters("Invalid number of argument(s) for the IN ComparisonOperator"));
  EXPECT_EQ(Refusal(Op::kBetween, {N("1")}),
            InvalidParameters("Invalid number of argument(s) for the BETWEEN ComparisonOperator"));
  EXPECT_EQ(Refusal(Op::kNull, {}), "OK");
  EXPECT_EQ(Refusal(Op::kIn, {N("1"), N("2"), N("3")}), "OK");
}

TEST(LegacyComparisonTest, OperandsAreOfOneTypeThatTheOperatorKnows) {
  EXPECT_EQ(Refusal(Op::kIn, {N("1"), S("1")}),
            InvalidParameters("AttributeValues inside AttributeValueList must be of same type"));
  EXPECT_EQ(
      Refusal(Op::kBeginsWith, {N("1")}),
      InvalidParameters("ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type"));
  EXPECT_EQ(Refusal(Op::kLess, {SS({"a"})}),
            InvalidParameters("ComparisonOperator LT is not valid for SS AttributeValue type"));
  EXPECT_EQ(
      Refusal(Op::kContains, {SS({"a"})}),
      InvalidParameters("ComparisonOperator CONTAINS is not valid for SS AttributeValue type"));
  EXPECT_EQ(Refusal(Op::kContains, {AttributeValue::Bool(true)}), "OK");
  EXPECT_EQ(Refusal(Op::kNotEqual, {SS({"a"})}), "OK");
}

TEST(LegacyComparisonTest, BoundsAreInOrder) {
  EXPECT_EQ(Refusal(Op::kBetween, {N("10"), N("9")}),
            "The BETWEEN condition was provided a range where the lower bound is greater than the "
            "upper bound");
  EXPECT_EQ(Refusal(Op::kBetween, {N("9"), N("9")}), "OK");
}

TEST(LegacyComparisonTest, OfAMissingAttributeOnlyNullAndInequalityHold) {
  const Item none;

  EXPECT_TRUE(Holds(Op::kNull, {}, none));
  EXPECT_TRUE(Holds(Op::kNotEqual, {N("1")}, none));
  EXPECT_FALSE(Holds(Op::kNotContains, {N("1")}, none));
  EXPECT_FALSE(Holds(Op::kNotNull, {}, none));
  EXPECT_FALSE(Holds(Op::kLess, {N("1")}, none));
}

TEST(LegacyComparisonTest, TestsMeanWhatTheirExpressionsMean) {
  const Item five = With(N("5"));

  EXPECT_TRUE(Holds(Op::kEqual, {N("5.0")}, five));
  EXPECT_TRUE(Holds(Op::kLessOrEqual, {N("5")}, five));
  EXPECT_FALSE(Holds(Op::kGreater, {N("5")}, five));
  EXPECT_TRUE(Holds(Op::kGreaterOrEqual, {N("5")}, five));
  EXPECT_TRUE(Holds(Op::kBetween, {N("5"), N("6")}, five));
  EXPECT_TRUE(Holds(Op::kIn, {N("4"), N("5")}, five));
  EXPECT_FALSE(Holds(Op::kIn, {N("4")}, five));
  EXPECT_TRUE(Holds(Op::kNotContains, {S("5")}, five));
  EXPECT_TRUE(Holds(Op::kContains, {S("b")}, With(SS({"a", "b"}))));
  EXPECT_TRUE(Holds(Op::kBeginsWith, {S("ab")}, With(S("abc"))));
}

}  // namespace
}  // namespace meridian

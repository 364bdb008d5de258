#include "regions/expressions/condition_tests.h"

#include <gtest/gtest.h>

#include <utility>

#include "tests/regions/expressions/values.h"

namespace meridian {
namespace {

using namespace expression_test;

Operand At(std::string attribute) { return Path{std::move(attribute), {}}; }

TEST(ConditionTestsTest, ComparatorsHaveTexts) {
  EXPECT_EQ(ComparatorText(Comparator::kEqual), "=");
  EXPECT_EQ(ComparatorText(Comparator::kGreaterOrEqual), ">=");
}

TEST(ConditionTestsTest, ProblemsAreBare) {
  EXPECT_EQ(MessageOf(MakeComparison(Comparator::kLess, {At("a"), Operand(True())})),
            "Incorrect operand type for operator or function; operator or function: <, operand "
            "type: BOOL");
  EXPECT_EQ(MessageOf(MakeComparison(Comparator::kEqual, {At("a"), At("a")})),
            "The first operand must be distinct from the remaining operands for this operator or "
            "function; operator: =, first operand: [a]");
  EXPECT_EQ(MessageOf(MakeBetween({At("a"), Operand(N("2")), Operand(N("1"))})),
            "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
            "lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: "
            "{N:1}");
}

TEST(ConditionTestsTest, FunctionsCountTheirOperands) {
  EXPECT_EQ(MessageOf(MakeFunctionTest("contains", {At("a")})),
            "Incorrect number of operands for operator or function; operator or function: "
            "contains, number of operands: 1");
  EXPECT_EQ(MessageOf(MakeFunctionTest("attribute_exists", {Operand(S("a"))})),
            "Operator or function requires a document path; operator or function: "
            "attribute_exists");
  EXPECT_EQ(MessageOf(MakeFunctionTest("begins_with", {At("a"), Operand(S("b"))})), "OK");
}

}  // namespace
}  // namespace meridian

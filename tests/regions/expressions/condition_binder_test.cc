#include "regions/expressions/condition_binder.h"

#include <gtest/gtest.h>

#include <ostream>

#include "regions/expressions/condition.h"
#include "tests/regions/expressions/values.h"

namespace meridian {
namespace {

using namespace expression_test;

std::string ErrorOf(std::string_view text) {
  Substitutions substitutions = Given({{"#a", "a"}, {"#k", "k"}}, ItemOf({
                                                                      {":s", S("a")},
                                                                      {":s2", S("b")},
                                                                      {":n", N("1")},
                                                                      {":n2", N("2")},
                                                                      {":b", B("x")},
                                                                      {":t", True()},
                                                                      {":null", NullValue()},
                                                                      {":l", L({})},
                                                                      {":m", M({})},
                                                                      {":ss", SS({"a"})},
                                                                      {":type", S("SS")},
                                                                  }));
  const std::string message =
      MessageOf(ParseCondition(text, ExpressionKind::kFilter, substitutions));
  const std::string prefix = "Invalid FilterExpression: ";
  return message.starts_with(prefix) ? message.substr(prefix.size()) : message;
}

struct Case {
  std::string text;
  std::string error;
};
void PrintTo(const Case& test, std::ostream* out) { *out << test.text; }

class ConditionErrorTest : public testing::TestWithParam<Case> {};

TEST_P(ConditionErrorTest, IsInDynamoDBsWords) {
  EXPECT_EQ(ErrorOf(GetParam().text), GetParam().error) << GetParam().text;
}

std::string WrongType(const std::string& function, const std::string& type) {
  return "Incorrect operand type for operator or function; operator or function: " + function +
         ", operand type: " + type;
}
std::string WrongCount(const std::string& function, int count) {
  return "Incorrect number of operands for operator or function; operator or function: " +
         function + ", number of operands: " + std::to_string(count);
}
std::string Distinct(const std::string& function, const std::string& path) {
  return "The first operand must be distinct from the remaining operands for this operator or "
         "function; operator: " +
         function + ", first operand: " + path;
}
std::string Misplaced(const std::string& function) {
  return "The function is not allowed to be used this way in an expression; function: " + function;
}

INSTANTIATE_TEST_SUITE_P(
    Words, ConditionErrorTest,
    testing::Values(
        Case{"", "The expression can not be empty;"},
        Case{std::string(4097, 'a'),
             "Expression size has exceeded the maximum allowed size; expression size: 4097"},
        Case{"name = :s", "Attribute name is a reserved keyword; reserved keyword: name"},
        Case{"a.Status = :s", "Attribute name is a reserved keyword; reserved keyword: Status"},
        Case{"attribute_exists(Size)",
             "Attribute name is a reserved keyword; reserved keyword: Size"},
        Case{"#b = :s",
             "An expression attribute name used in the document path is not defined; attribute "
             "name: #b"},
        Case{"#a.#c[1] = :s",
             "An expression attribute name used in the document path is not defined; attribute "
             "name: #c"},
        Case{"a = :zz",
             "An expression attribute value used in expression is not defined; attribute value: "
             ":zz"},
        Case{"a[2147483648] = :s",
             "List index is not within the allowable range; index: [2147483648]"},
        Case{"a[2147483647] = :s", "OK"},
        Case{"a[99999999999999999999999999] = :s",
             "List index is not within the allowable range; index: [99999999999999999999999999]"}));

INSTANTIATE_TEST_SUITE_P(
    Functions, ConditionErrorTest,
    testing::Values(Case{"foo(a)", "Invalid function name; function: foo"},
                    Case{"BEGINS_WITH(a, :s)", "Invalid function name; function: BEGINS_WITH"},
                    Case{"if_not_exists(a, :s) = :s",
                         "The function is not allowed in a condition expression; function: "
                         "if_not_exists"},
                    Case{"size(a)", Misplaced("size")}, Case{"NOT size(a)", Misplaced("size")},
                    Case{"a = :s AND size(a)", Misplaced("size")},
                    Case{"attribute_exists(a) = :s", Misplaced("attribute_exists")},
                    Case{"contains(begins_with(a, :s), :s)", Misplaced("begins_with")},
                    Case{"a IN (contains(a, :s))", Misplaced("contains")},
                    Case{"attribute_exists(a, k)", WrongCount("attribute_exists", 2)},
                    Case{"attribute_type(a)", WrongCount("attribute_type", 1)},
                    Case{"begins_with(a)", WrongCount("begins_with", 1)},
                    Case{"contains(a, :s, :n)", WrongCount("contains", 3)},
                    Case{"size(a, k) = :n", WrongCount("size", 2)},
                    Case{"attribute_exists(:s)",
                         "Operator or function requires a document path; operator or function: "
                         "attribute_exists"},
                    Case{"attribute_not_exists(size(a))",
                         "Operator or function requires a document path; operator or function: "
                         "attribute_not_exists"}));

INSTANTIATE_TEST_SUITE_P(
    OperandTypes, ConditionErrorTest,
    testing::Values(
        Case{"begins_with(a, :n)", WrongType("begins_with", "N")},
        Case{"begins_with(a, :ss)", WrongType("begins_with", "SS")},
        Case{"begins_with(:t, a)", WrongType("begins_with", "BOOL")},
        Case{"begins_with(size(a), :s)", WrongType("begins_with", "N")},
        Case{"begins_with(a, :b)", "OK"}, Case{"size(:n) = :n", WrongType("size", "N")},
        Case{"size(:t) = :n", WrongType("size", "BOOL")},
        Case{"size(:null) = :n", WrongType("size", "NULL")},
        Case{"size(size(a)) = :n", WrongType("size", "N")}, Case{"size(:ss) = :n", "OK"},
        Case{"a < :t", WrongType("<", "BOOL")}, Case{"a <= :m", WrongType("<=", "M")},
        Case{":l > a", WrongType(">", "L")}, Case{"a >= :ss", WrongType(">=", "SS")},
        Case{"a < :null", WrongType("<", "NULL")}, Case{"a = :t", "OK"}, Case{"a <> :m", "OK"},
        Case{"a BETWEEN :t AND :t", WrongType("BETWEEN", "BOOL")},
        Case{"a BETWEEN :n AND :s",
             "The BETWEEN operator requires same data type for lower and upper bounds; lower bound "
             "operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:a}"},
        Case{"a BETWEEN :n2 AND :n",
             "The BETWEEN operator requires upper bound to be greater than or equal to lower "
             "bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: "
             "AttributeValue: {N:1}"},
        Case{"a BETWEEN :n AND :n", "OK"}, Case{"a BETWEEN :n AND k", "OK"},
        Case{"attribute_type(a, :n)", WrongType("attribute_type", "N")},
        Case{"attribute_type(a, k)", WrongType("attribute_type", "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}")},
        Case{"attribute_type(a, :s)",
             "Invalid attribute type name found; type: a, valid types: "
             "{B,NULL,SS,BOOL,L,BS,N,NS,S,M}"},
        Case{"attribute_type(a, :type)", "OK"}));

INSTANTIATE_TEST_SUITE_P(DistinctOperands, ConditionErrorTest,
                         testing::Values(Case{"a = a", Distinct("=", "[a]")},
                                         Case{"#a <> a", Distinct("<>", "[a]")},
                                         Case{"a.k[1] >= a.#k[1]", Distinct(">=", "[a, k, [1]]")},
                                         Case{"contains(a, a)", Distinct("contains", "[a]")},
                                         Case{"begins_with(a, #a)", Distinct("begins_with", "[a]")},
                                         Case{"a IN (:s, a)", Distinct("IN", "[a]")},
                                         Case{"a = a.k", "OK"}, Case{"a[1] = a[2]", "OK"},
                                         Case{":s = :s", "OK"}));

INSTANTIATE_TEST_SUITE_P(
    Order, ConditionErrorTest,
    testing::Values(
        Case{"((foo(name)))", "The expression has redundant parentheses;"},
        Case{"foo(name, #zz)", "Invalid function name; function: foo"},
        Case{"size(name) AND a = #zz", Misplaced("size")},
        Case{"#zz = :s AND name = :s",
             "Attribute name is a reserved keyword; reserved keyword: name"},
        Case{"a < :t AND #zz = :s", WrongType("<", "BOOL")},
        Case{"begins_with(#zz, :n)",
             "An expression attribute name used in the document path is not defined; attribute "
             "name: #zz"}));

TEST(ConditionBinderTest, InTakesAtMostAHundredOperands) {
  const auto with = [](int count) {
    std::string text = "a IN (:s";
    for (int i = 1; i < count; ++i) text += ",:s";
    return ErrorOf(text + ")");
  };

  EXPECT_EQ(with(100), "OK");
  EXPECT_EQ(with(101),
            "The IN operator is provided with too many operands; number of operands: 101");
}

}  // namespace
}  // namespace meridian

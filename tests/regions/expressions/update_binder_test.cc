#include <gtest/gtest.h>

#include <ostream>

#include "regions/expressions/update.h"
#include "tests/regions/expressions/values.h"

namespace meridian {
namespace {

using namespace expression_test;

std::string ErrorOf(std::string_view text) {
  Substitutions substitutions = Given({{"#a", "a"}, {"#b", "b"}}, ItemOf({{":s", S("a")},
                                                                          {":n", N("1")},
                                                                          {":b", B("x")},
                                                                          {":t", True()},
                                                                          {":null", NullValue()},
                                                                          {":l", L({})},
                                                                          {":m", M({})},
                                                                          {":ss", SS({"a"})}}));
  const std::string message = MessageOf(ParseUpdate(text, substitutions));
  const std::string prefix = "Invalid UpdateExpression: ";
  return message.starts_with(prefix) ? message.substr(prefix.size()) : message;
}

struct Case {
  std::string text;
  std::string error;
};
void PrintTo(const Case& test, std::ostream* out) { *out << test.text; }

class UpdateErrorTest : public testing::TestWithParam<Case> {};

TEST_P(UpdateErrorTest, IsInDynamoDBsWords) {
  EXPECT_EQ(ErrorOf(GetParam().text), GetParam().error) << GetParam().text;
}

constexpr char kListAppendOutOfPlace[] =
    "The function is not allowed to be used this way in an expression; function: list_append";

constexpr char kRedundantParentheses[] = "The expression has redundant parentheses;";

std::string WrongType(const std::string& function, const std::string& type) {
  return "Incorrect operand type for operator or function; operator or function: " + function +
         ", operand type: " + type;
}
std::string NotAllowed(const std::string& section, const std::string& type) {
  return "Incorrect operand type for operator or function; operator: " + section +
         ", operand type: " + type + ", typeSet: ALLOWED_FOR_" + section + "_OPERAND";
}
std::string Overlap(const std::string& one, const std::string& two) {
  return "Two document paths overlap with each other; must remove or rewrite one of these paths; "
         "path one: " +
         one + ", path two: " + two;
}

INSTANTIATE_TEST_SUITE_P(
    WordsAndSections, UpdateErrorTest,
    testing::Values(
        Case{"SET name = :s", "Attribute name is a reserved keyword; reserved keyword: name"},
        Case{"SET a = b.status", "Attribute name is a reserved keyword; reserved keyword: status"},
        Case{"REMOVE a[99999999999]",
             "List index is not within the allowable range; index: [99999999999]"},
        Case{"SET a = :s SET b = :s",
             "The \"SET\" section can only be used once in an update expression;"},
        Case{"REMOVE a remove b",
             "The \"REMOVE\" section can only be used once in an update expression;"},
        Case{"ADD a :n SET b = :s add d :n",
             "The \"ADD\" section can only be used once in an update expression;"},
        Case{"SET a = size(b)",
             "The function is not allowed in an update expression; function: size"},
        Case{"SET a = IF_NOT_EXISTS(b, :s)", "Invalid function name; function: IF_NOT_EXISTS"},
        Case{"SET #z = :s",
             "An expression attribute name used in the document path is not defined; attribute "
             "name: #z"},
        Case{"SET a = :zz",
             "An expression attribute value used in expression is not defined; attribute value: "
             ":zz"},
        Case{"ADD a :zz",
             "An expression attribute value used in expression is not defined; attribute value: "
             ":zz"}));

INSTANTIATE_TEST_SUITE_P(
    Paths, UpdateErrorTest,
    testing::Values(Case{"SET a = :s, #a = :s", Overlap("[a]", "[a]")},
                    Case{"SET a.b = :s REMOVE a", Overlap("[a, b]", "[a]")},
                    Case{"SET a = :s ADD a.#b[1] :n", Overlap("[a]", "[a, b, [1]]")},
                    Case{"SET a.b = :s, a[1] = :s",
                         "Two document paths conflict with each other; must remove or rewrite one "
                         "of these paths; path one: [a, b], path two: [a, [1]]"},
                    Case{"SET a.b = :s, a.c = :s, a.d[0] = a.d[1]", "OK"}));

INSTANTIATE_TEST_SUITE_P(
    Operands, UpdateErrorTest,
    testing::Values(
        Case{"ADD a :s", NotAllowed("ADD", "STRING")},
        Case{"ADD a :b", NotAllowed("ADD", "BINARY")},
        Case{"ADD a :t", NotAllowed("ADD", "BOOLEAN")}, Case{"ADD a :l", NotAllowed("ADD", "LIST")},
        Case{"ADD a :null", NotAllowed("ADD", "NULL")}, Case{"ADD a :m", NotAllowed("ADD", "MAP")},
        Case{"DELETE a :n", NotAllowed("DELETE", "NUMBER")},
        Case{"DELETE a :s", NotAllowed("DELETE", "STRING")}, Case{"ADD a :n, b :ss", "OK"},
        Case{"SET a = b + :s", WrongType("+", "S")}, Case{"SET a = :ss - b", WrongType("-", "SS")},
        Case{"SET a = list_append(b, :n)", WrongType("list_append", "N")},
        Case{"SET a = list_append(:m, b)", WrongType("list_append", "M")},
        Case{"SET a = list_append(if_not_exists(b, :l), :l)", "OK"},
        Case{"SET a = if_not_exists(b, :n) + :n", "OK"},
        Case{"SET a = if_not_exists(:s, b)",
             "Operator or function requires a document path; operator or function: if_not_exists"},
        Case{"SET a = if_not_exists(if_not_exists(b, c), b)",
             "Operator or function requires a document path; operator or function: if_not_exists"},
        Case{"SET a = list_append(list_append(b, :l), :l)", kListAppendOutOfPlace},
        Case{"SET a = list_append(b, list_append(b, :l))", kListAppendOutOfPlace},
        Case{"SET a = if_not_exists(b, list_append(b, :l))", kListAppendOutOfPlace},
        Case{"SET a = list_append(b, :l) + :n", kListAppendOutOfPlace},
        Case{"SET a = ((:n) + (:n))", "OK"}, Case{"SET a = ((:n + :n))", kRedundantParentheses},
        Case{"SET a = list_append((b), ((:l)))", kRedundantParentheses},
        Case{"SET a = if_not_exists(b)",
             "Incorrect number of operands for operator or function; operator or function: "
             "if_not_exists, number of operands: 1"},
        Case{"SET a = list_append(b, b, b)",
             "Incorrect number of operands for operator or function; operator or function: "
             "list_append, number of operands: 3"}));

INSTANTIATE_TEST_SUITE_P(
    Order, UpdateErrorTest,
    testing::Values(
        Case{"SET a = f(name)", "Attribute name is a reserved keyword; reserved keyword: name"},
        Case{"SET a = f(:zz) SET #z = :zz", "Invalid function name; function: f"},
        Case{"SET a = :zz, a = #z",
             "An expression attribute name used in the document path is not defined; attribute "
             "name: #z"},
        Case{"SET a = :s + :s, a = :s", Overlap("[a]", "[a]")}));

TEST(UpdateBinderTest, ChainsOfCallsAreCounted) {
  std::string text = "SET a = :n";
  for (int i = 0; i < 150; ++i) text += ",a" + std::to_string(i) + "=f(b,c)+d";

  EXPECT_EQ(ErrorOf(text), "Invalid function name; function: f");
  EXPECT_EQ(ErrorOf(text + ",x=a+b"),
            "The expression contains too many operators; operator count: 301");
}

}  // namespace
}  // namespace meridian

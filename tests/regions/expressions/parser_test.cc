#include "regions/expressions/parser.h"

#include <gtest/gtest.h>

#include <ostream>
#include <random>

#include "tests/regions/expressions/values.h"

namespace meridian {
namespace {

using namespace expression_test;

std::string Syntax(const std::string& token, const std::string& near) {
  return "Syntax error; token: \"" + token + "\", near: \"" + near + "\"";
}

struct Case {
  std::string text;
  std::string error;  // After "Invalid X: "; "OK" if the text parses.
};
void PrintTo(const Case& test, std::ostream* out) { *out << test.text; }

std::string Strip(const std::string& message) {
  const size_t colon = message.find(": ");
  return message.starts_with("Invalid ") ? message.substr(colon + 2) : message;
}

class ConditionSyntaxTest : public testing::TestWithParam<Case> {};

TEST_P(ConditionSyntaxTest, IsAcceptedOrShowsWhereItWentWrong) {
  const std::string message =
      MessageOf(ParseConditionSyntax(GetParam().text, ExpressionKind::kCondition));
  EXPECT_EQ(Strip(message), GetParam().error) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Errors, ConditionSyntaxTest,
    testing::Values(
        Case{"a-b", Syntax("-", "a-b")}, Case{"!!!", Syntax("!", "!!")},
        Case{"a == :b", Syntax("=", "== :b")}, Case{"a = = :v", Syntax("=", "= = :v")},
        Case{"foo", Syntax("<EOF>", "foo")}, Case{"a =", Syntax("<EOF>", "=")},
        Case{"a = ", Syntax("<EOF>", "= ")}, Case{" ", Syntax("<EOF>", "")},
        Case{"attribute_not_exists(", Syntax("<EOF>", "(")},
        Case{"contains (themes, :theme", Syntax("<EOF>", ":theme")},
        Case{"_hidden = :v", Syntax("_", "_hidden")}, Case{"a = : v", Syntax(":", "= : v")},
        Case{"# = :v", Syntax("#", "# =")}, Case{"a = 5", Syntax("5", "= 5")},
        Case{"a = 'x'", Syntax("'", "= 'x")}, Case{"a = :v b", Syntax("b", ":v b")},
        Case{"a = :v AND", Syntax("<EOF>", "AND")}, Case{"AND a = :v", Syntax("AND", "AND a")},
        Case{"a AND b = :v", Syntax("AND", "a AND b")}, Case{"(a)", Syntax("<EOF>", ")")},
        Case{"NOT a", Syntax("<EOF>", "a")}, Case{"a = b = c", Syntax("=", "b = c")},
        Case{"(a = b) = c", Syntax("=", ") = c")}, Case{"a = (b = c)", Syntax("<EOF>", ")")},
        Case{"a = NOT b", Syntax("NOT", "= NOT b")}, Case{"size()", Syntax(")", "()")},
        Case{"size(a", Syntax("<EOF>", "a")}, Case{"size(a,)", Syntax(")", ",)")},
        Case{"a BETWEEN :x", Syntax("<EOF>", ":x")},
        Case{"a BETWEEN :x OR :y", Syntax("OR", ":x OR :y")},
        Case{"a IN :x", Syntax(":x", "IN :x")}, Case{"a IN ()", Syntax(")", "()")},
        Case{"a. = :v", Syntax("=", ". = :v")}, Case{"a[b] = :v", Syntax("b", "[b]")},
        Case{"a[] = :v", Syntax("]", "[] =")}, Case{"a[-1] = :v", Syntax("-", "[-1")},
        Case{"a[1 = :v", Syntax("=", "1 = :v")}, Case{"a.5 = :v", Syntax("5", ".5 =")},
        Case{"a = b + c", Syntax("+", "b + c")}, Case{"or = :v", Syntax("or", "or =")},
        Case{"a = :v)", Syntax(")", ":v)")}, Case{"a b  ", Syntax("b", "a b  ")},
        Case{"(a = :v", Syntax("<EOF>", ":v")},
        Case{"a = \xC3\xA9x", Syntax("\xC3\xA9", "= \xC3\xA9x")}));

INSTANTIATE_TEST_SUITE_P(Accepted, ConditionSyntaxTest,
                         testing::Values(Case{"a = :v", "OK"}, Case{"a=:v", "OK"},
                                         Case{"A1_x <> #1", "OK"}, Case{"a = #a.#b[0][1].c", "OK"},
                                         Case{"f(a,b,c)", "OK"},
                                         Case{"nOt (a bEtween b aNd c oR d iN (e))", "OK"},
                                         Case{"android = :v AND order1 = :v", "OK"}));

class UpdateSyntaxTest : public testing::TestWithParam<Case> {};

TEST_P(UpdateSyntaxTest, IsAcceptedOrShowsWhereItWentWrong) {
  EXPECT_EQ(Strip(MessageOf(ParseUpdateSyntax(GetParam().text))), GetParam().error)
      << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Errors, UpdateSyntaxTest,
    testing::Values(
        Case{"", "The expression can not be empty;"},
        Case{"INVALID SYNTAX HERE", Syntax("INVALID", "INVALID SYNTAX")},
        Case{"ADD hits : incr", Syntax(":", "hits : incr")}, Case{"SET", Syntax("<EOF>", "SET")},
        Case{"SET a", Syntax("<EOF>", "a")}, Case{"SET a = :v,", Syntax("<EOF>", ",")},
        Case{"SET a = list_append(a, 0)", Syntax("0", ", 0)")},
        Case{"SET book-price = :v", Syntax("-", "book-price")},
        Case{"SET a = :v, , b = :v", Syntax(",", ", , b")},
        Case{"SET a = :v b = :v", Syntax("b", ":v b =")}, Case{"SET = :v", Syntax("=", "SET = :v")},
        Case{"SET a = b + c + d", Syntax("+", "c + d")},
        Case{"SET a = (b + c) - d", Syntax("-", ") - d")},
        Case{"SET a = f(b + c)", Syntax("+", "b + c")}, Case{"SET a <> b", Syntax("<>", "a <> b")},
        Case{"REMOVE a = :v", Syntax("=", "a = :v")}, Case{"REMOVE :v", Syntax(":v", "REMOVE :v")},
        Case{"ADD a b", Syntax("b", "a b")}, Case{"ADD a = :v", Syntax("=", "a = :v")},
        Case{"DELETE a", Syntax("<EOF>", "a")}, Case{"SET add = :v", Syntax("add", "SET add =")},
        Case{"SET a = :v, REMOVE b", Syntax("REMOVE", ", REMOVE b")}));

INSTANTIATE_TEST_SUITE_P(
    Accepted, UpdateSyntaxTest,
    testing::Values(Case{"SET a = :v", "OK"},
                    Case{"set a=:v remove b,c.d[1] add e :v delete f :v", "OK"},
                    Case{"DELETE f :v SET a = b", "OK"}, Case{"SET a = (b + c)", "OK"},
                    Case{"SET a = (b) + (:c)", "OK"}, Case{"SET a = (b - :c)", "OK"},
                    Case{"SET a = f(g(b, c), :d) - h(b)", "OK"}));

class ProjectionSyntaxTest : public testing::TestWithParam<Case> {};

TEST_P(ProjectionSyntaxTest, IsAcceptedOrShowsWhereItWentWrong) {
  EXPECT_EQ(Strip(MessageOf(ParseProjectionSyntax(GetParam().text))), GetParam().error)
      << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    All, ProjectionSyntaxTest,
    testing::Values(Case{"!!!", Syntax("!", "!!")}, Case{"a b", Syntax("b", "a b")},
                    Case{"a,", Syntax("<EOF>", ",")}, Case{"l[a]", Syntax("a", "[a]")},
                    Case{":a", Syntax(":a", ":a")}, Case{"f(a)", Syntax("(", "f(a")},
                    Case{"a, b.c[0], #d", "OK"}));

std::string Repeat(const std::string& part, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text;
}

TEST(ParserTest, ThreeHundredOperatorsAreAllowedAndNoMore) {
  const auto with = [](int ands) {
    return Strip(
        MessageOf(ParseConditionSyntax("a=b" + Repeat(" OR a=b", ands), ExpressionKind::kFilter)));
  };

  EXPECT_EQ(with(149), "OK");  // 150 comparisons and 149 ORs.
  EXPECT_EQ(with(150), "The expression contains too many operators; operator count: 301");
  EXPECT_EQ(with(500), "The expression contains too many operators; operator count: 301");
}

TEST(ParserTest, NestingCannotExhaustTheStack) {
  const auto condition = [](const std::string& text) {
    return Strip(MessageOf(ParseConditionSyntax(text, ExpressionKind::kCondition)));
  };
  const auto update = [](const std::string& text) {
    return Strip(MessageOf(ParseUpdateSyntax(text)));
  };
  const std::string redundant = "The expression has redundant parentheses;";
  const std::string operators = "The expression contains too many operators; operator count: 301";

  EXPECT_EQ(condition(Repeat("(", 4096)), redundant);
  EXPECT_EQ(condition(Repeat("not ", 1000) + "a=b"), operators);
  EXPECT_EQ(condition(Repeat("not(", 1000)), operators);
  EXPECT_EQ(condition(Repeat("(a=b and", 500)), operators);
  EXPECT_EQ(condition(Repeat("f(", 2000)), operators);
  EXPECT_EQ(update("SET a=" + Repeat("(", 4000)), redundant);
  EXPECT_EQ(update("SET a=" + Repeat("f(", 2000)), operators);
}

TEST(ParserTest, RandomTokensNeverDoHarm) {
  const std::vector<std::string> parts = {
      "a",    "#b",   ":c",    "(",    ")", "[",    "]",   ".",      ",",  "=",
      "<>",   "<",    "+",     "-",    "1", "AND ", "OR ", "NOT ",   "IN", "BETWEEN ",
      "SET ", "ADD ", "size(", "\xFF", " ", "#",    ":",   "REMOVE "};
  std::mt19937 random(7);
  int parsed = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    const int length = static_cast<int>(random() % 12) + 1;
    for (int i = 0; i < length; ++i) text += parts[random() % parts.size()];
    parsed += ParseConditionSyntax(text, ExpressionKind::kFilter).has_value() ? 1 : 0;
    parsed += ParseUpdateSyntax(text).has_value() ? 1 : 0;
    parsed += ParseProjectionSyntax(text).has_value() ? 1 : 0;
  }
  EXPECT_GT(parsed, 0);
}

}  // namespace
}  // namespace meridian

#include "regions/expressions/condition.h"

#include <gtest/gtest.h>

#include <ostream>

#include "tests/regions/expressions/values.h"

namespace meridian {
namespace {

using namespace expression_test;

const AttributeNames& Names() {
  static const AttributeNames names = {{"#n", "name"}, {"#dot", "a.b"}, {"#m", "m"}};
  return names;
}

const Item& Values() {
  static const Item values = ItemOf({
      {":s", S("hello")},
      {":he", S("he")},
      {":z", S("z")},
      {":one", N("1")},
      {":two", N("2")},
      {":three", N("3")},
      {":ten", N("10")},
      {":b", B(std::string("\x01\x02", 2))},
      {":t", True()},
      {":null", NullValue()},
      {":l", L({N("1"), S("x")})},
      {":ss", SS({"a", "b"})},
      {":ns", NS({"1", "2.0"})},
      {":m", M({{"k", N("5")}})},
      {":a", S("a")},
      {":empty", S("")},
      {":tS", S("S")},
      {":tN", S("N")},
      {":tL", S("L")},
      {":tM", S("M")},
      {":tSS", S("SS")},
      {":tNULL", S("NULL")},
      {":tBOOL", S("BOOL")},
      {":tB", S("B")},
  });
  return values;
}

const Item& Stored() {
  static const Item item = ItemOf({
      {"id", S("k")},
      {"s", S("hello")},
      {"s2", S("hello")},
      {"utf", S("h\xC3\xA9llo")},
      {"n", N("2")},
      {"n2", N("2.0")},
      {"b", B(std::string("\x01\x02\x03", 3))},
      {"t", True()},
      {"nothing", NullValue()},
      {"l", L({N("1"), S("x"), M({{"deep", S("y")}}), SS({"q"})})},
      {"ss", SS({"a", "b"})},
      {"ns", NS({"1", "2"})},
      {"bs", BS({"\x01"})},
      {"m", M({{"k", N("5")}, {"name", S("inner")}})},
      {"name", S("reserved")},
      {"a.b", S("dotted")},
      {"one", N("1")},
  });
  return item;
}

bool Holds(std::string_view text, const Item* item) {
  Substitutions substitutions = Given(Names(), Values());
  const auto condition = ParseCondition(text, ExpressionKind::kCondition, substitutions);
  EXPECT_TRUE(condition) << text << ": " << MessageOf(condition);
  return condition && condition->Holds(item);
}

struct Case {
  const char* text;
  bool expected;
};
void PrintTo(const Case& test, std::ostream* out) { *out << test.text; }

class ConditionTest : public testing::TestWithParam<Case> {};

TEST_P(ConditionTest, HoldsAsDynamoDBSays) {
  EXPECT_EQ(Holds(GetParam().text, &Stored()), GetParam().expected) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Comparisons, ConditionTest,
    testing::Values(Case{"s = :s", true}, Case{":s = s", true}, Case{"s = :z", false},
                    Case{"s <> :z", true}, Case{"s <> :s", false}, Case{"s < :z", true},
                    Case{"s <= :s", true}, Case{"s > :he", true}, Case{"s >= :z", false},
                    Case{"n = :two", true}, Case{"n = n2", true}, Case{"n < :ten", true},
                    Case{"n > :ten", false}, Case{":one < n", true}, Case{"n >= :two", true},
                    Case{"b > :b", true}, Case{"b <= :b", false}, Case{"t = :t", true},
                    Case{"nothing = :null", true}, Case{"ss = :ss", true}, Case{"ns = :ns", true},
                    Case{"m.k = :one", false}, Case{"m <> :m", true}, Case{"l[0] = :one", true},
                    Case{"l[9] = :one", false}, Case{"s = s2", true}, Case{"s2 = s", true}));

INSTANTIATE_TEST_SUITE_P(
    TypesAndAbsence, ConditionTest,
    testing::Values(Case{"s = :one", false}, Case{"s <> :one", true}, Case{"s < :one", false},
                    Case{"s >= :one", false}, Case{"n < :s", false}, Case{"gone = :s", false},
                    Case{"gone <> :s", true}, Case{"gone < :s", false}, Case{"gone >= :s", false},
                    Case{"NOT gone = :s", true}, Case{"gone = lost", false},
                    Case{"gone <> lost", true}, Case{"s.x = :s", false}, Case{"m[0] = :s", false},
                    Case{"l.x = :s", false}, Case{"t < s", false}, Case{"gone IN (:s)", false},
                    Case{"gone BETWEEN :one AND :ten", false}));

INSTANTIATE_TEST_SUITE_P(
    BetweenAndIn, ConditionTest,
    testing::Values(Case{"n BETWEEN :one AND :three", true}, Case{"n between :two and :two", true},
                    Case{"n BETWEEN :three AND :ten", false}, Case{"s BETWEEN :he AND :z", true},
                    Case{"s BETWEEN :one AND :ten", false}, Case{":two BETWEEN one AND n", true},
                    Case{"n BETWEEN one AND gone", false}, Case{"n IN (:one, :two)", true},
                    Case{"n IN (:one)", false}, Case{"n in (:s, one, n2)", true},
                    Case{":two IN (one, n)", true}, Case{"ss IN (:s, :ss)", true},
                    Case{"n BETWEEN :one AND :three AND s = :s", true},
                    Case{"size(s) BETWEEN :one AND :ten", true},
                    Case{"size(ss) IN (:one, :two)", true}));

INSTANTIATE_TEST_SUITE_P(
    Functions, ConditionTest,
    testing::Values(Case{"attribute_exists(s)", true}, Case{"attribute_exists(gone)", false},
                    Case{"attribute_exists(nothing)", true}, Case{"attribute_exists(m.k)", true},
                    Case{"attribute_exists(m.z)", false}, Case{"attribute_exists(l[2].deep)", true},
                    Case{"attribute_not_exists(gone)", true},
                    Case{"attribute_not_exists(s)", false},
                    Case{"attribute_not_exists(l[4])", true}, Case{"attribute_type(s, :tS)", true},
                    Case{"attribute_type(s, :tN)", false}, Case{"attribute_type(l, :tL)", true},
                    Case{"attribute_type(m, :tM)", true}, Case{"attribute_type(ss, :tSS)", true},
                    Case{"attribute_type(nothing, :tNULL)", true},
                    Case{"attribute_type(t, :tBOOL)", true}, Case{"attribute_type(b, :tB)", true},
                    Case{"attribute_type(gone, :tS)", false}, Case{"begins_with(s, :he)", true},
                    Case{"begins_with(s, :z)", false}, Case{"begins_with(s, :empty)", true},
                    Case{"begins_with(b, :b)", true}, Case{"begins_with(n, :he)", false},
                    Case{"begins_with(s, :b)", false}, Case{"begins_with(gone, :he)", false},
                    Case{"begins_with(:s, s)", true}, Case{"contains(s, :he)", true},
                    Case{"contains(s, :z)", false}, Case{"contains(b, :b)", true},
                    Case{"contains(ss, :a)", true}, Case{"contains(ss, :z)", false},
                    Case{"contains(ns, :two)", true}, Case{"contains(ns, :ten)", false},
                    Case{"contains(l, :one)", true}, Case{"contains(l, :ten)", false},
                    Case{"contains(l, :null)", false}, Case{"contains(ss, :one)", false},
                    Case{"contains(m, :one)", false}, Case{"contains(gone, :one)", false},
                    Case{"contains(:ss, id)", false}, Case{"contains(s, n)", false},
                    Case{"contains(s, gone)", false}));

INSTANTIATE_TEST_SUITE_P(
    Size, ConditionTest,
    testing::Values(Case{"size(ss) = :two", true}, Case{"size(utf) = size(s)", true},
                    Case{"size(b) = :three", true}, Case{"size(l) > :three", true},
                    Case{"size(m) = :two", true}, Case{"size(ns) = :two", true},
                    Case{"size(bs) = :one", true}, Case{"size(n) = :one", false},
                    Case{"size(n) <> :one", true}, Case{"size(t) >= :one", false},
                    Case{"size(gone) < :ten", false}, Case{":one < size(s)", true},
                    Case{"size(:s) > size(ss)", true}, Case{"size(:l) = :two", true}));

INSTANTIATE_TEST_SUITE_P(
    Logic, ConditionTest,
    testing::Values(
        Case{"s = :s AND n = :two", true}, Case{"s = :s AND n = :ten", false},
        Case{"s = :z OR n = :two", true}, Case{"s = :z OR n = :ten", false},
        Case{"NOT s = :z", true}, Case{"not s = :s", false}, Case{"NOT NOT s = :s", true},
        Case{"s = :s OR s = :z AND n = :ten", true}, Case{"(s = :s OR s = :z) AND n = :ten", false},
        Case{"NOT s = :z AND n = :two", true}, Case{"NOT (s = :s AND n = :ten)", true},
        Case{"NOT s = :s OR n = :two", true}, Case{"(s = :s)", true}, Case{"(s) = (:s)", true},
        Case{"(m).k <> :one", true}, Case{"(attribute_exists(s))", true},
        Case{"s = :s And (n = :two oR n = :ten)", true}, Case{"(s = :s AND (n = :two))", true}));

INSTANTIATE_TEST_SUITE_P(Names, ConditionTest,
                         testing::Values(Case{"#n = :s", false}, Case{"attribute_exists(#n)", true},
                                         Case{"attribute_exists(#dot)", true},
                                         Case{"attribute_exists(#m.#n)", true},
                                         Case{"attribute_exists(m . #n)", true},
                                         Case{"attribute_exists( l [ 2 ] . deep )", true},
                                         Case{"\tn\r\n=\n:two ", true}, Case{"n=:two", true}));

TEST(ConditionTest, AnAbsentItemHasNoAttributes) {
  EXPECT_TRUE(Holds("attribute_not_exists(id)", nullptr));
  EXPECT_FALSE(Holds("attribute_exists(id)", nullptr));
  EXPECT_FALSE(Holds("id = :s", nullptr));
  EXPECT_TRUE(Holds("id <> :s", nullptr));
  EXPECT_TRUE(Holds("NOT size(id) = :one", nullptr));
}

TEST(ConditionTest, TheEmptyConditionHolds) {
  EXPECT_TRUE(Condition().Holds(nullptr));
  EXPECT_TRUE(Condition().paths().empty());
}

TEST(ConditionTest, CanBeBuiltWithoutText) {
  Logical either{Logical::Kind::kOr, {}};
  either.terms.push_back({Exists{{"x", {}}, false}});
  either.terms.push_back({Comparison{Comparator::kGreater, Path{"x", {}}, N("3")}});
  const Condition condition(ConditionNode{std::move(either)});
  const Item small = ItemOf({{"x", N("2")}});
  const Item large = ItemOf({{"x", N("4")}});

  EXPECT_TRUE(condition.Holds(nullptr));
  EXPECT_FALSE(condition.Holds(&small));
  EXPECT_TRUE(condition.Holds(&large));
}

TEST(ConditionTest, ListsEveryPathItNames) {
  Substitutions substitutions = Given(Names(), Values());
  const auto condition = ParseCondition(
      "a = :s AND (b.c IN (d, :one) OR size(e[1]) > f) AND NOT begins_with(#n, g) AND h BETWEEN i "
      "AND j AND attribute_type(k, :tS) AND contains(m, o) AND attribute_exists(p)",
      ExpressionKind::kFilter, substitutions);
  ASSERT_TRUE(condition) << MessageOf(condition);

  std::string listed;
  for (const Path& path : condition->paths()) listed += path.ToString();

  EXPECT_EQ(listed, "[a][b, c][d][e, [1]][f][name][g][h][i][j][k][m][o][p]");
}

TEST(ConditionTest, AFilterMayNotNameKeyAttributes) {
  Substitutions substitutions = Given({}, Values());
  const auto plain =
      ParseCondition("x = :s AND size(sk) > :one", ExpressionKind::kFilter, substitutions);
  const auto nested = ParseCondition("sk.a = :s", ExpressionKind::kFilter, substitutions);

  EXPECT_EQ(MessageOf(CheckNamesNoKey(*plain, {"pk", "sk"})),
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: "
            "sk");
  EXPECT_EQ(MessageOf(CheckNamesNoKey(*nested, {"pk", "sk"})),
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not "
            "allowed: Key: sk");
  EXPECT_EQ(MessageOf(CheckNamesNoKey(*plain, {"pk"})), "OK");
}

}  // namespace
}  // namespace meridian

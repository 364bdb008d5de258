#include "regions/expressions/update.h"

#include <gtest/gtest.h>

#include <ostream>

#include "tests/regions/expressions/values.h"

namespace meridian {
namespace {

using namespace expression_test;

constexpr const char* kInvalidPath =
    "The document path provided in the update expression is invalid for update";
constexpr const char* kMissing =
    "The provided expression refers to an attribute that does not exist in the item";
constexpr const char* kWrongType = "An operand in the update expression has an incorrect data type";

const Item& Values() {
  static const Item values = ItemOf({{":s", S("new")},
                                     {":one", N("1")},
                                     {":five", N("5")},
                                     {":huge", N("9E125")},
                                     {":l", L({S("x"), S("y")})},
                                     {":empty", L({})},
                                     {":m", M({{"k", N("0")}})},
                                     {":ss", SS({"b", "c"})},
                                     {":sab", SS({"a", "b"})},
                                     {":ns", NS({"2", "3"})},
                                     {":bs", BS({"x"})}});
  return values;
}

const Item& Stored() {
  static const Item item = ItemOf({{"a", N("10")},
                                   {"b", N("3")},
                                   {"s", S("old")},
                                   {"l", L({N("0"), N("1"), N("2")})},
                                   {"m", M({{"x", N("1")}, {"nest", M({{"deep", S("d")}})}})},
                                   {"ss", SS({"a", "b"})},
                                   {"ns", NS({"1", "2"})},
                                   {"bs", BS({"y"})},
                                   {"lm", L({M({{"n", N("1")}}), M({{"n", N("2")}})})},
                                   {"big", N("9E125")}});
  return item;
}

UpdateProgram Parsed(std::string_view text) {
  Substitutions substitutions = Given({}, Values());
  auto program = ParseUpdate(text, substitutions);
  EXPECT_TRUE(program) << text << ": " << MessageOf(program);
  return program ? *std::move(program) : UpdateProgram();
}

// `Stored()` with these attributes set, then these erased.
Item Changed(Entries set, std::initializer_list<const char*> erased = {}) {
  Item item = Stored();
  for (const auto& [name, value] : set) item.Set(name, value);
  for (const char* name : erased) item.Erase(name);
  return item;
}

struct Case {
  const char* text;
  Item expected;
};
void PrintTo(const Case& test, std::ostream* out) { *out << test.text; }

class UpdateTest : public testing::TestWithParam<Case> {};

TEST_P(UpdateTest, GivesTheNextItem) {
  const Result<Item> after = Parsed(GetParam().text).Apply(Stored(), true);
  ASSERT_TRUE(after) << GetParam().text << ": " << MessageOf(after);
  EXPECT_EQ(*after, GetParam().expected) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Set, UpdateTest,
    testing::Values(
        Case{"SET n = :s", Changed({{"n", S("new")}})},
        Case{"SET s = a", Changed({{"s", N("10")}})},
        Case{"SET a = b, b = a", Changed({{"a", N("3")}, {"b", N("10")}})},
        Case{"SET a = a + :five", Changed({{"a", N("15")}})},
        Case{"SET a = :five - b", Changed({{"a", N("2")}})},
        Case{"SET a = (b + a)", Changed({{"a", N("13")}})},
        Case{"SET a = if_not_exists(a, :one)", Changed({})},
        Case{"SET n = if_not_exists(n, :one)", Changed({{"n", N("1")}})},
        Case{"SET n = if_not_exists(n, :one) + :five", Changed({{"n", N("6")}})},
        Case{"SET n = if_not_exists(x, if_not_exists(y, b))", Changed({{"n", N("3")}})},
        Case{"SET n = if_not_exists(a, gone)", Changed({{"n", N("10")}})},
        Case{"SET n = list_append(:l, :l)", Changed({{"n", L({S("x"), S("y"), S("x"), S("y")})}})},
        Case{"SET l = list_append(l, :l)",
             Changed({{"l", L({N("0"), N("1"), N("2"), S("x"), S("y")})}})},
        Case{"SET l = list_append(:l, l)",
             Changed({{"l", L({S("x"), S("y"), N("0"), N("1"), N("2")})}})},
        Case{"SET n = list_append(if_not_exists(n, :empty), :l)",
             Changed({{"n", L({S("x"), S("y")})}})},
        Case{
            "SET m.x = :s, m.y = :one",
            Changed({{"m", M({{"x", S("new")}, {"y", N("1")}, {"nest", M({{"deep", S("d")}})}})}})},
        Case{"SET m.nest.deep = m.x",
             Changed({{"m", M({{"x", N("1")}, {"nest", M({{"deep", N("1")}})}})}})},
        Case{"SET l[1] = :s", Changed({{"l", L({N("0"), S("new"), N("2")})}})},
        Case{"SET l[3] = :s", Changed({{"l", L({N("0"), N("1"), N("2"), S("new")})}})},
        Case{"SET l[90] = :s", Changed({{"l", L({N("0"), N("1"), N("2"), S("new")})}})},
        Case{"SET l[9] = :s, l[7] = :one, l[0] = :five",
             Changed({{"l", L({N("5"), N("1"), N("2"), N("1"), S("new")})}})},
        Case{"SET l[0] = l[2], l[2] = l[0]", Changed({{"l", L({N("2"), N("1"), N("0")})}})},
        Case{"SET lm[1].n = lm[0].n + :one",
             Changed({{"lm", L({M({{"n", N("1")}}), M({{"n", N("2")}})})}})}));

INSTANTIATE_TEST_SUITE_P(
    Remove, UpdateTest,
    testing::Values(
        Case{"REMOVE a", Changed({}, {"a"})}, Case{"REMOVE gone", Changed({})},
        Case{"REMOVE a, s, b", Changed({}, {"a", "s", "b"})},
        Case{"REMOVE m.x", Changed({{"m", M({{"nest", M({{"deep", S("d")}})}})}})},
        Case{"REMOVE m.nil", Changed({})}, Case{"REMOVE l[9]", Changed({})},
        Case{"REMOVE l[0]", Changed({{"l", L({N("1"), N("2")})}})},
        Case{"REMOVE l[0], l[1]", Changed({{"l", L({N("2")})}})},
        Case{"REMOVE l[2], l[0]", Changed({{"l", L({N("1")})}})},
        Case{"REMOVE l[0], l[1], l[2]", Changed({{"l", L({})}})},
        Case{"REMOVE lm[0], lm[1].n", Changed({{"lm", L({M({})})}})},
        Case{"SET l[0] = :s REMOVE l[1]", Changed({{"l", L({S("new"), N("2")})}})},
        Case{"REMOVE l[0] SET l[9] = :s", Changed({{"l", L({N("1"), N("2"), S("new")})}})},
        Case{"REMOVE l[3] SET l[9] = :s", Changed({{"l", L({N("0"), N("1"), N("2"), S("new")})}})},
        Case{"REMOVE a SET s = a", Changed({{"s", N("10")}}, {"a"})}));

INSTANTIATE_TEST_SUITE_P(
    AddAndDelete, UpdateTest,
    testing::Values(
        Case{"ADD a :five", Changed({{"a", N("15")}})},
        Case{"ADD n :five", Changed({{"n", N("5")}})},
        Case{"ADD m.x :one", Changed({{"m", M({{"x", N("2")}, {"nest", M({{"deep", S("d")}})}})}})},
        Case{"ADD m.y :ss", Changed({{"m", M({{"x", N("1")},
                                              {"y", SS({"b", "c"})},
                                              {"nest", M({{"deep", S("d")}})}})}})},
        Case{"ADD l[0] :five", Changed({{"l", L({N("5"), N("1"), N("2")})}})},
        Case{"ADD ss :ss", Changed({{"ss", SS({"a", "b", "c"})}})},
        Case{"ADD ns :ns, bs :bs", Changed({{"ns", NS({"1", "2", "3"})}, {"bs", BS({"x", "y"})}})},
        Case{"ADD n :ss", Changed({{"n", SS({"b", "c"})}})},
        Case{"DELETE ss :ss", Changed({{"ss", SS({"a"})}})},
        Case{"DELETE ss :sab", Changed({}, {"ss"})},
        Case{"DELETE ns :ns, bs :bs", Changed({{"ns", NS({"1"})}})},
        Case{"DELETE gone :ss", Changed({})}, Case{"DELETE m.nil :ss", Changed({})},
        Case{"SET s = a ADD a :one DELETE ss :ss REMOVE b",
             Changed({{"s", N("10")}, {"a", N("11")}, {"ss", SS({"a"})}}, {"b"})}));

struct Failure {
  const char* text;
  const char* error;
};
void PrintTo(const Failure& test, std::ostream* out) { *out << test.text; }

class UpdateFailureTest : public testing::TestWithParam<Failure> {};

TEST_P(UpdateFailureTest, SaysHowTheItemDoesNotFit) {
  EXPECT_EQ(MessageOf(Parsed(GetParam().text).Apply(Stored(), true)), GetParam().error)
      << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    All, UpdateFailureTest,
    testing::Values(
        Failure{"SET x.y = :s", kInvalidPath}, Failure{"SET s.y = :s", kInvalidPath},
        Failure{"SET m[0] = :s", kInvalidPath}, Failure{"SET l.x = :s", kInvalidPath},
        Failure{"SET m.nil.x = :s", kInvalidPath}, Failure{"SET l[7].x = :s", kInvalidPath},
        Failure{"SET x[0] = :s", kInvalidPath}, Failure{"REMOVE x.y", kInvalidPath},
        Failure{"REMOVE s.y", kInvalidPath}, Failure{"REMOVE m.nil.y", kInvalidPath},
        Failure{"REMOVE m[0]", kInvalidPath}, Failure{"ADD x.y :one", kInvalidPath},
        Failure{"DELETE x.y :ss", kInvalidPath}, Failure{"SET n = gone", kMissing},
        Failure{"SET n = gone + :one", kMissing}, Failure{"SET n = m.nil", kMissing},
        Failure{"SET n = list_append(gone, :l)", kMissing},
        Failure{"SET n = if_not_exists(gone, gone2)", kMissing},
        Failure{"SET n = s + :one", kWrongType}, Failure{"SET n = :one - ss", kWrongType},
        Failure{"SET n = list_append(s, :l)", kWrongType},
        Failure{"SET n = list_append(:l, a)", kWrongType}, Failure{"ADD s :one", kWrongType},
        Failure{"ADD a :ss", kWrongType}, Failure{"ADD ns :ss", kWrongType},
        Failure{"ADD l :one", kWrongType}, Failure{"DELETE a :ss", kWrongType},
        Failure{"DELETE ns :ss", kWrongType},
        Failure{"ADD big :huge",
                "Number overflow. Attempting to store a number with magnitude larger than "
                "supported range"},
        Failure{"SET n = big + :huge",
                "Number overflow. Attempting to store a number with magnitude larger than "
                "supported range"}));

TEST(UpdateProgramTest, StartsFromTheKeyWhenThereIsNoItem) {
  const Item key = ItemOf({{"id", S("k")}});

  EXPECT_EQ(*Parsed("SET a = :s ADD n :one REMOVE x.y, z DELETE ss :ss").Apply(key, false),
            ItemOf({{"id", S("k")}, {"a", S("new")}, {"n", N("1")}}));
  EXPECT_EQ(MessageOf(Parsed("SET x.y = :s").Apply(key, false)), kInvalidPath);
  EXPECT_EQ(MessageOf(Parsed("SET a = a + :one").Apply(key, false)), kMissing);
}

TEST(UpdateProgramTest, TheEmptyProgramChangesNothing) {
  const UpdateProgram nothing;

  EXPECT_TRUE(nothing.empty());
  EXPECT_EQ(*nothing.Apply(Stored(), true), Stored());
  EXPECT_TRUE(nothing.ProjectTouched(Stored()).empty());
}

TEST(UpdateProgramTest, ProjectsTheFragmentsItTouched) {
  const UpdateProgram program = Parsed("SET a = :s, m.x = :one, l[1] = :five REMOVE s ADD n :one");
  const Item after = *program.Apply(Stored(), true);

  EXPECT_EQ(
      program.ProjectTouched(Stored()),
      ItemOf({{"a", N("10")}, {"m", M({{"x", N("1")}})}, {"l", L({N("1")})}, {"s", S("old")}}));
  EXPECT_EQ(
      program.ProjectTouched(after),
      ItemOf({{"a", S("new")}, {"m", M({{"x", N("1")}})}, {"l", L({N("5")})}, {"n", N("1")}}));
}

TEST(UpdateProgramTest, MayNotTouchTheKey) {
  EXPECT_EQ(MessageOf(Parsed("SET a = :s REMOVE s").CheckTouchesNoKey({"s", "t"})),
            "One or more parameter values were invalid: Cannot update attribute s. This attribute "
            "is part of the key");
  EXPECT_EQ(MessageOf(Parsed("SET s.x = :s").CheckTouchesNoKey({"s"})),
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not "
            "allowed: Key: s");
  EXPECT_TRUE(Parsed("SET a = s").CheckTouchesNoKey({"s"}));
}

TEST(UpdateProgramTest, CanBeBuiltWithoutText) {
  std::vector<UpdateAction> actions;
  actions.push_back({UpdateAction::Kind::kSet, {"x", {}}, {N("1")}});
  actions.push_back({UpdateAction::Kind::kRemove, {"y", {}}, {}});
  const auto program = UpdateProgram::Make(actions);

  ASSERT_TRUE(program);
  EXPECT_EQ(*program->Apply(ItemOf({{"y", S("")}}), true), ItemOf({{"x", N("1")}}));
  actions.push_back(actions.front());
  EXPECT_FALSE(UpdateProgram::Make(actions));
}

}  // namespace
}  // namespace meridian

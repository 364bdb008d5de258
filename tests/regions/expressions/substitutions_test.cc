#include "regions/expressions/substitutions.h"

#include <gtest/gtest.h>

#include "regions/expressions/condition.h"
#include "regions/expressions/limits.h"
#include "regions/expressions/update.h"
#include "tests/regions/expressions/values.h"

namespace meridian {
namespace {

using namespace expression_test;

std::string NamesError(AttributeNames names) {
  return MessageOf(Substitutions::Make(std::move(names), std::nullopt));
}
std::string ValuesError(Item values) {
  return MessageOf(Substitutions::Make(std::nullopt, std::move(values)));
}

TEST(SubstitutionsTest, EmptyParametersAreRefused) {
  EXPECT_EQ(NamesError({}), "ExpressionAttributeNames must not be empty");
  EXPECT_EQ(ValuesError({}), "ExpressionAttributeValues must not be empty");
  EXPECT_TRUE(Substitutions::Make(std::nullopt, std::nullopt));
}

TEST(SubstitutionsTest, KeysHaveTheirSyntax) {
  for (const char* key : {"a", "#", "##", "#a-b", ":a", "", "#a ", "#\xC3\xA9"}) {
    EXPECT_EQ(NamesError({{key, "x"}}),
              "ExpressionAttributeNames contains invalid key: Syntax error; key: \"" +
                  std::string(key) + "\"");
  }
  for (const char* key : {"a", ":", "::", ":a.b", "#a", ""}) {
    EXPECT_EQ(ValuesError(ItemOf({{key, S("x")}})),
              "ExpressionAttributeValues contains invalid key: Syntax error; key: \"" +
                  std::string(key) + "\"");
  }
  EXPECT_EQ(NamesError({{"#1_aZ", "x"}}), "OK");
  EXPECT_EQ(ValuesError(ItemOf({{":1_aZ", S("")}})), "OK");
}

TEST(SubstitutionsTest, SizesAreBounded) {
  const std::string longest = "#" + std::string(254, 'a');
  EXPECT_EQ(NamesError({{longest, "x"}}), "OK");
  EXPECT_EQ(NamesError({{longest + "a", "x"}}),
            "ExpressionAttributeNames contains invalid key: The expression attribute map contains "
            "a key that is too long; size of key: 256");
  EXPECT_EQ(NamesError({{"#a", std::string(65536, 'x')}}),
            "Attribute name is too large, must be less than 65536 characters");
  EXPECT_EQ(NamesError({{"#a", ""}}),
            "ExpressionAttributeNames contains invalid value: for key #a");
  EXPECT_EQ(ValuesError(ItemOf({{":a", S(std::string(kSubstitutionBytesMax, 'x'))}})),
            "ExpressionAttributeValues exceeds max size");
}

TEST(SubstitutionsTest, UnusedOnesAreNamedNamesFirst) {
  Substitutions substitutions = Given({{"#a", "a"}, {"#b", "b"}, {"#c", "c"}},
                                      ItemOf({{":x", S("x")}, {":y", S("y")}, {":z", S("z")}}));

  ASSERT_TRUE(ParseCondition("#b = :y", ExpressionKind::kCondition, substitutions));
  EXPECT_EQ(MessageOf(substitutions.CheckAllUsed()),
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #c}");

  ASSERT_TRUE(ParseUpdate("SET #a.#c = :z", substitutions));
  EXPECT_EQ(MessageOf(substitutions.CheckAllUsed()),
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {:x}");

  EXPECT_NE(substitutions.UseValue(":x"), nullptr);
  EXPECT_EQ(MessageOf(substitutions.CheckAllUsed()), "OK");
}

TEST(SubstitutionsTest, UndefinedPlaceholdersAreNothing) {
  Substitutions none;

  EXPECT_EQ(none.UseName("#a"), nullptr);
  EXPECT_EQ(none.UseValue(":a"), nullptr);
  EXPECT_TRUE(none.CheckAllUsed());
  EXPECT_FALSE(none.has_names());
  EXPECT_FALSE(none.has_values());
}

}  // namespace
}  // namespace meridian

#include "regions/expressions/projection.h"

#include <gtest/gtest.h>

#include <ostream>

#include "tests/regions/expressions/values.h"

namespace meridian {
namespace {

using namespace expression_test;

const Item& Stored() {
  static const Item item =
      ItemOf({{"id", S("k")},
              {"name", S("reserved")},
              {"a.b", S("dotted")},
              {"m", M({{"x", N("1")}, {"y", M({{"z", N("2")}, {"w", N("3")}})}})},
              {"l", L({N("0"), N("1"), M({{"p", S("p")}, {"q", S("q")}}), N("3")})}});
  return item;
}

struct Case {
  const char* text;
  Item expected;
};
void PrintTo(const Case& test, std::ostream* out) { *out << test.text; }

class ProjectionTest : public testing::TestWithParam<Case> {};

TEST_P(ProjectionTest, KeepsItsPathsOnly) {
  Substitutions substitutions = Given({{"#n", "name"}, {"#dot", "a.b"}}, {});
  const auto projection = ParseProjection(GetParam().text, substitutions);
  ASSERT_TRUE(projection) << MessageOf(projection);
  EXPECT_EQ(projection->Of(Stored()), GetParam().expected) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    All, ProjectionTest,
    testing::Values(Case{"id", ItemOf({{"id", S("k")}})},
                    Case{"#n, #dot", ItemOf({{"name", S("reserved")}, {"a.b", S("dotted")}})},
                    Case{"id, gone", ItemOf({{"id", S("k")}})}, Case{"gone.x, id.x", Item()},
                    Case{"m.x", ItemOf({{"m", M({{"x", N("1")}})}})},
                    Case{"m.y.z, m.x",
                         ItemOf({{"m", M({{"x", N("1")}, {"y", M({{"z", N("2")}})}})}})},
                    Case{"l[1]", ItemOf({{"l", L({N("1")})}})},
                    Case{"l[3], l[0]", ItemOf({{"l", L({N("0"), N("3")})}})},
                    Case{"l[2].q, l[9], l[0].x", ItemOf({{"l", L({M({{"q", S("q")}})})}})},
                    Case{"l[9]", Item()}, Case{"m[0]", Item()}, Case{"l.x", Item()}));

std::string ErrorOf(std::string_view text) {
  Substitutions substitutions = Given({{"#a", "a"}}, {});
  return MessageOf(ParseProjection(text, substitutions));
}

TEST(ProjectionErrorTest, IsInDynamoDBsWords) {
  EXPECT_EQ(ErrorOf(""), "Invalid ProjectionExpression: The expression can not be empty;");
  EXPECT_EQ(ErrorOf("a, name"),
            "Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: "
            "name");
  EXPECT_EQ(ErrorOf("#z, name"),
            "Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: "
            "name");
  EXPECT_EQ(ErrorOf("a.#z"),
            "Invalid ProjectionExpression: An expression attribute name used in the document path "
            "is not defined; attribute name: #z");
  EXPECT_EQ(ErrorOf("#a, a.b"),
            "Invalid ProjectionExpression: Two document paths overlap with each other; must remove "
            "or rewrite one of these paths; path one: [a], path two: [a, b]");
  EXPECT_EQ(ErrorOf("a.b, a[0]"),
            "Invalid ProjectionExpression: Two document paths conflict with each other; must "
            "remove or rewrite one of these paths; path one: [a, b], path two: [a, [0]]");
}

TEST(ProjectionErrorTest, ManyPathsAreChecked) {
  std::string text = "a0";
  for (int i = 1; text.size() < 4000; ++i) text += ",a" + std::to_string(i);

  EXPECT_EQ(ErrorOf(text), "OK");
  EXPECT_NE(ErrorOf(text + ",a0"), "OK");
}

}  // namespace
}  // namespace meridian

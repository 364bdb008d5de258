#include "regions/expressions/path.h"

#include <gtest/gtest.h>

#include "tests/regions/expressions/values.h"

namespace meridian {
namespace {

using namespace expression_test;

Path At(std::string attribute, std::vector<PathStep> steps = {}) {
  return Path{std::move(attribute), std::move(steps)};
}

TEST(PathTest, ShowsItselfAsDynamoDBDoes) {
  EXPECT_EQ(At("a").ToString(), "[a]");
  EXPECT_EQ(At("a", {"b.c", size_t{3}}).ToString(), "[a, b.c, [3]]");
}

TEST(PathTest, OrdersListPlacesByNumber) {
  EXPECT_LT(At("l", {size_t{9}}), At("l", {size_t{10}}));
  EXPECT_LT(At("l", {size_t{9}}), At("l", {size_t{9}, "x"}));
  EXPECT_LT(At("a", {"z"}), At("b"));
}

TEST(PathTest, LeadsThroughMapsAndLists) {
  const Item item = ItemOf({{"a", M({{"l", L({N("1"), M({{"x", S("deep")}})})}})}});

  EXPECT_EQ(*Resolve(At("a", {"l", size_t{1}, "x"}), item), S("deep"));
  EXPECT_EQ(Resolve(At("a", {"l", size_t{2}}), item), nullptr);
  EXPECT_EQ(Resolve(At("a", {"l", "x"}), item), nullptr);
  EXPECT_EQ(Resolve(At("a", {size_t{0}}), item), nullptr);
  EXPECT_EQ(Resolve(At("b"), item), nullptr);
}

TEST(PathTest, KeysMayBeNamedOnlyWhole) {
  EXPECT_TRUE(CheckKeysAreWhole(At("k"), {"k"}));
  EXPECT_TRUE(CheckKeysAreWhole(At("x", {"k"}), {"k"}));
  EXPECT_EQ(MessageOf(CheckKeysAreWhole(At("k", {"x"}), {"k"})),
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not "
            "allowed: Key: k");
}

std::string AddBoth(const Path& one, const Path& two) {
  PathTree tree;
  EXPECT_TRUE(tree.Add(one));
  return MessageOf(tree.Add(two));
}

TEST(PathTreeTest, RefusesPathsInsideEachOther) {
  const std::string overlap =
      "Two document paths overlap with each other; must remove or rewrite one of these paths; ";
  EXPECT_EQ(AddBoth(At("a"), At("a")), overlap + "path one: [a], path two: [a]");
  EXPECT_EQ(AddBoth(At("a"), At("a", {"b"})), overlap + "path one: [a], path two: [a, b]");
  EXPECT_EQ(AddBoth(At("a", {"b"}), At("a")), overlap + "path one: [a, b], path two: [a]");
  EXPECT_EQ(AddBoth(At("a", {size_t{1}, "x"}), At("a", {size_t{1}})),
            overlap + "path one: [a, [1], x], path two: [a, [1]]");
}

TEST(PathTreeTest, RefusesOneValueAsMapAndList) {
  EXPECT_EQ(AddBoth(At("a", {"b"}), At("a", {size_t{0}})),
            "Two document paths conflict with each other; must remove or rewrite one of these "
            "paths; path one: [a, b], path two: [a, [0]]");
  EXPECT_EQ(AddBoth(At("a", {size_t{0}, "c"}), At("a", {"b"})),
            "Two document paths conflict with each other; must remove or rewrite one of these "
            "paths; path one: [a, [0], c], path two: [a, b]");
}

TEST(PathTreeTest, TakesPathsApart) {
  EXPECT_EQ(AddBoth(At("a", {"b"}), At("a", {"c"})), "OK");
  EXPECT_EQ(AddBoth(At("a", {size_t{1}}), At("a", {size_t{0}, "x"})), "OK");
  EXPECT_EQ(AddBoth(At("a"), At("ab")), "OK");
}

TEST(PathTreeTest, PrunesToItsPaths) {
  PathTree tree;
  for (const Path& path :
       {At("s"), At("m", {"x"}), At("l", {size_t{3}, "y"}), At("l", {size_t{0}}), At("absent"),
        At("m2", {"nil"}), At("s2", {"inside"}), At("l2", {size_t{5}})}) {
    ASSERT_TRUE(tree.Add(path));
  }
  const Item item = ItemOf({{"s", S("v")},
                            {"s2", S("w")},
                            {"m", M({{"x", N("1")}, {"z", N("2")}})},
                            {"m2", M({{"x", N("1")}})},
                            {"l", L({N("0"), N("1"), N("2"), M({{"y", N("3")}, {"q", S("")}})})},
                            {"l2", L({N("0")})},
                            {"other", S("u")}});

  EXPECT_EQ(
      tree.Prune(item),
      ItemOf({{"s", S("v")}, {"m", M({{"x", N("1")}})}, {"l", L({N("0"), M({{"y", N("3")}})})}}));
  EXPECT_TRUE(tree.Prune(Item()).empty());
}

}  // namespace
}  // namespace meridian

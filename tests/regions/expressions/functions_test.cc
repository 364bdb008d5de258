#include "regions/expressions/functions.h"

#include <gtest/gtest.h>

#include "tests/regions/expressions/values.h"

namespace meridian {
namespace {

using namespace expression_test;

TEST(FunctionsTest, OrderIsBytewiseForTextAndBinaryAndNumericForNumbers) {
  EXPECT_EQ(Order(S("Z"), S("a")), std::strong_ordering::less);
  EXPECT_EQ(Order(S("z"), S("\xC3\xA9")), std::strong_ordering::less);
  EXPECT_EQ(Order(B("\x7F"), B("\x80")), std::strong_ordering::less);
  EXPECT_EQ(Order(S("a"), S("ab")), std::strong_ordering::less);
  EXPECT_EQ(Order(N("-10"), N("-9")), std::strong_ordering::less);
  EXPECT_EQ(Order(N("10"), N("9")), std::strong_ordering::greater);
  EXPECT_EQ(Order(N("1.0"), N("1")), std::strong_ordering::equal);
}

TEST(FunctionsTest, OtherTypesAndMixturesHaveNoOrder) {
  EXPECT_EQ(Order(S("1"), N("1")), std::nullopt);
  EXPECT_EQ(Order(True(), True()), std::nullopt);
  EXPECT_EQ(Order(L({}), L({})), std::nullopt);
  EXPECT_EQ(Order(NullValue(), NullValue()), std::nullopt);
  EXPECT_FALSE(IsOrdered(AttributeType::kStringSet));
  EXPECT_TRUE(IsOrdered(AttributeType::kBinary));
}

TEST(FunctionsTest, SizeCountsWhatATypeConsistsOf) {
  EXPECT_EQ(SizeOfValue(S("h\xC3\xA9\xE2\x82\xAC")), 3u);
  EXPECT_EQ(SizeOfValue(S("")), 0u);
  EXPECT_EQ(SizeOfValue(B("\xC3\xA9")), 2u);
  EXPECT_EQ(SizeOfValue(SS({"a", "b"})), 2u);
  EXPECT_EQ(SizeOfValue(NS({"1"})), 1u);
  EXPECT_EQ(SizeOfValue(BS({"1", "2", "3"})), 3u);
  EXPECT_EQ(SizeOfValue(L({})), 0u);
  EXPECT_EQ(SizeOfValue(M({{"a", S("")}})), 1u);
  EXPECT_EQ(SizeOfValue(N("12345")), std::nullopt);
  EXPECT_EQ(SizeOfValue(True()), std::nullopt);
  EXPECT_EQ(SizeOfValue(NullValue()), std::nullopt);
}

TEST(FunctionsTest, PrefixesAreOfTheSameType) {
  EXPECT_TRUE(StartsWith(S("abc"), S("ab")));
  EXPECT_TRUE(StartsWith(B("abc"), B("")));
  EXPECT_FALSE(StartsWith(S("ab"), S("abc")));
  EXPECT_FALSE(StartsWith(S("abc"), B("ab")));
  EXPECT_FALSE(StartsWith(N("123"), N("12")));
}

TEST(FunctionsTest, ContainersHoldPartsMembersOrElements) {
  EXPECT_TRUE(HoldsElement(S("abc"), S("bc")));
  EXPECT_TRUE(HoldsElement(B("abc"), B("b")));
  EXPECT_TRUE(HoldsElement(SS({"abc"}), S("abc")));
  EXPECT_TRUE(HoldsElement(NS({"-1", "2"}), N("-1.0")));
  EXPECT_TRUE(HoldsElement(BS({"x"}), B("x")));
  EXPECT_TRUE(HoldsElement(L({SS({"a"})}), SS({"a"})));
  EXPECT_TRUE(HoldsElement(L({NullValue()}), NullValue()));
  EXPECT_FALSE(HoldsElement(SS({"abc"}), S("b")));
  EXPECT_FALSE(HoldsElement(SS({"1"}), N("1")));
  EXPECT_FALSE(HoldsElement(S("a1"), N("1")));
  EXPECT_FALSE(HoldsElement(M({{"a", S("b")}}), S("a")));
  EXPECT_FALSE(HoldsElement(N("12"), N("1")));
}

}  // namespace
}  // namespace meridian

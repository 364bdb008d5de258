#include "storage/item/size.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

AttributeValue N(std::string_view text) { return AttributeValue::N(*Number::Parse(text)); }

TEST(SizeTest, ScalarsCountTheirContent) {
  EXPECT_EQ(AttributeSizeBytes(AttributeValue::S("\xc3\xa9t\xc3\xa9")), 5u);
  EXPECT_EQ(AttributeSizeBytes(AttributeValue::S("")), 0u);
  EXPECT_EQ(AttributeSizeBytes(AttributeValue::B("abc")), 3u);
  EXPECT_EQ(AttributeSizeBytes(AttributeValue::Bool(false)), 1u);
  EXPECT_EQ(AttributeSizeBytes(AttributeValue()), 1u);
  EXPECT_EQ(AttributeSizeBytes(N("-12.345")), 5u);
}

TEST(SizeTest, SetsCountTheirMembers) {
  EXPECT_EQ(AttributeSizeBytes(AttributeValue::Make(StringSet{{"a", "bcd"}})), 4u);
  EXPECT_EQ(AttributeSizeBytes(AttributeValue::Make(BinarySet{{Binary{"ab"}}})), 2u);
  EXPECT_EQ(AttributeSizeBytes(
                AttributeValue::Make(NumberSet{{*Number::Parse("1"), *Number::Parse("100")}})),
            4u);
}

TEST(SizeTest, ListsAndMapsCountThreeAndOneForEachElement) {
  AttributeMap map;
  map.Set("ab", AttributeValue::S("xyz"));
  map.Set("c", AttributeValue::L({N("1"), AttributeValue()}));

  EXPECT_EQ(AttributeSizeBytes(AttributeValue::L({})), 3u);
  EXPECT_EQ(AttributeSizeBytes(AttributeValue::M({})), 3u);
  EXPECT_EQ(AttributeSizeBytes(AttributeValue::L({N("1"), AttributeValue()})), 3u + 2 + 2 + 1);
  EXPECT_EQ(AttributeSizeBytes(AttributeValue::M(map)), 3u + 2 + (2 + 3) + (1 + 8));
}

TEST(SizeTest, ItemsCountNamesAndValuesAndNothingElse) {
  Item item;
  item.Set("id", AttributeValue::S("12345"));
  item.Set("count", N("7"));

  EXPECT_EQ(ItemSizeBytes(Item()), 0u);
  EXPECT_EQ(ItemSizeBytes(item), 7u + 7u);
}

TEST(SizeTest, NestingCountsListsAndMapsAroundTheDeepestValue) {
  AttributeMap map;
  map.Set("a", AttributeValue::L({N("1"), AttributeValue::L({})}));

  EXPECT_EQ(NestingDepth(N("1")), 0);
  EXPECT_EQ(NestingDepth(AttributeValue::L({})), 1);
  EXPECT_EQ(NestingDepth(AttributeValue::L({N("1")})), 1);
  EXPECT_EQ(NestingDepth(AttributeValue::M(map)), 3);
}

}  // namespace
}  // namespace meridian

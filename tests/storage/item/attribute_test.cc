#include "storage/item/attribute.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

TEST(AttributeMapTest, NamesStayInByteOrderWhateverOrderTheyCameIn) {
  AttributeMap map;
  for (const char* name : {"b", "", "\xc3\xa9", "a", "ab"}) {
    map.Set(name, AttributeValue::S(name));
  }

  std::vector<std::string> names;
  for (const auto& entry : map) names.push_back(entry.name);
  EXPECT_EQ(names, (std::vector<std::string>{"", "a", "ab", "b", "\xc3\xa9"}));
}

TEST(AttributeMapTest, SettingANameAgainReplacesItsValue) {
  AttributeMap map;
  map.Set("a", AttributeValue::S("old"));
  map.Set("b", AttributeValue());
  map.Set("a", AttributeValue::S("new"));

  EXPECT_EQ(map.size(), 2u);
  EXPECT_EQ(*map.Find("a"), AttributeValue::S("new"));
  EXPECT_EQ(map.Find("c"), nullptr);
  EXPECT_TRUE(map.Erase("a"));
  EXPECT_FALSE(map.Erase("a"));
  EXPECT_FALSE(map.Contains("a"));
}

TEST(AttributeValueTest, EachTypeKnowsItsName) {
  const std::pair<AttributeValue, std::string_view> kCases[] = {
      {AttributeValue::S(""), "S"},
      {AttributeValue::N(Number()), "N"},
      {AttributeValue::B(""), "B"},
      {AttributeValue::Bool(false), "BOOL"},
      {AttributeValue(), "NULL"},
      {AttributeValue::Make(StringSet{{"a"}}), "SS"},
      {AttributeValue::Make(NumberSet{{Number()}}), "NS"},
      {AttributeValue::Make(BinarySet{{Binary{"a"}}}), "BS"},
      {AttributeValue::L({}), "L"},
      {AttributeValue::M({}), "M"}};

  for (const auto& [value, name] : kCases) EXPECT_EQ(TypeName(value.type()), name);
}

}  // namespace
}  // namespace meridian

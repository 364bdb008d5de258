#include "regions/api/key_range.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

TableSchema Schema() {
  TableSchema schema;
  schema.hash = KeyAttribute{"p", AttributeType::kString};
  schema.range = KeyAttribute{"s", AttributeType::kBinary};
  return schema;
}

KeyRange PrefixRange(std::string prefix) {
  KeyCondition condition;
  condition.hash = {AttributeValue::S("a")};
  condition.last =
      RangeBound{RangeBound::Kind::kBeginsWith, AttributeValue::B(std::move(prefix)), {}};
  return *KeyRangeOf(Schema(), condition);
}

std::string Sort(std::string bytes) {
  Item item;
  item.Set("p", AttributeValue::S("a"));
  item.Set("s", AttributeValue::B(std::move(bytes)));
  return KeyOfKey(Schema(), item)->range;
}

TEST(KeyRangeTest, APrefixCoversWhatBeginsWithItAndNothingElse) {
  const std::string ff(1, '\xff');
  const std::string zero(1, '\0');
  for (const std::string& prefix : {std::string("ab"), ff, ff + ff, zero, "a" + ff, "a" + zero}) {
    const KeyRange range = PrefixRange(prefix);
    for (const std::string& tail : {std::string(), std::string("x"), ff, zero, ff + "z"}) {
      EXPECT_TRUE(Covers(range.sort, Sort(prefix + tail)));
    }
  }
  EXPECT_FALSE(Covers(PrefixRange("ab").sort, Sort("a")));
  EXPECT_FALSE(Covers(PrefixRange("ab").sort, Sort("ac")));
  EXPECT_FALSE(Covers(PrefixRange("ab").sort, Sort("aa" + ff)));
}

TEST(KeyRangeTest, APartitionKeyThatNoItemCanHaveIsRefused) {
  KeyCondition condition;
  condition.hash = {AttributeValue::S("")};
  EXPECT_EQ(KeyRangeOf(Schema(), condition).error().code, Errc::kValidation);
  condition.hash = {AttributeValue::S(std::string(2049, 'x'))};
  EXPECT_EQ(KeyRangeOf(Schema(), condition).error().code, Errc::kValidation);
}

}  // namespace
}  // namespace meridian

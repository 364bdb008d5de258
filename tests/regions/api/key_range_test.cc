#include "regions/api/key_range.h"

#include <gtest/gtest.h>

#include "storage/item/key.h"

namespace meridian {
namespace {

TableSchema Schema() {
  TableSchema schema;
  schema.hash = KeyAttribute{"p", AttributeType::kString};
  schema.range = KeyAttribute{"s", AttributeType::kBinary};
  return schema;
}

KeyNames Names() { return {{{"p", AttributeType::kString}}, {{"s", AttributeType::kBinary}}}; }

KeyRange PrefixRange(std::string prefix) {
  KeyCondition condition;
  condition.hash = {AttributeValue::S("a")};
  condition.last =
      RangeBound{RangeBound::Kind::kBeginsWith, AttributeValue::B(std::move(prefix)), {}};
  return *KeyRangeOf(Names(), condition);
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
  EXPECT_EQ(KeyRangeOf(Names(), condition).error().code, Errc::kValidation);
  condition.hash = {AttributeValue::S(std::string(2049, 'x'))};
  EXPECT_EQ(KeyRangeOf(Names(), condition).error().code, Errc::kValidation);
}

// Keys of two hash and three range parts.
KeyNames ManyNames() {
  const auto kS = AttributeType::kString;
  const auto kN = AttributeType::kNumber;
  return {{{"h", kS}, {"i", kN}}, {{"r", kS}, {"s", kN}, {"t", kS}}};
}

AttributeValue N(int64_t value) { return AttributeValue::N(Number::FromInt64(value)); }

std::string Parts(const std::string& r, int64_t s, const std::string& t) {
  std::string encoded;
  AppendKeyPart(AttributeValue::S(r), &encoded);
  AppendKeyPart(N(s), &encoded);
  AppendKeyPart(AttributeValue::S(t), &encoded);
  return encoded + "behind";  // As the base key is, in an index.
}

SortRange ManyRange(std::vector<AttributeValue> equal, std::optional<RangeBound> last) {
  KeyCondition condition;
  condition.hash = {AttributeValue::S("a"), N(1)};
  condition.range_equal = std::move(equal);
  condition.last = std::move(last);
  return KeyRangeOf(ManyNames(), condition)->sort;
}

TEST(KeyRangeTest, AllHashPartsTogetherGiveTheSlot) {
  KeyCondition condition;
  condition.hash = {AttributeValue::S("a"), N(1)};
  std::string encoded;
  AppendKeyPart(condition.hash[0], &encoded);
  AppendKeyPart(condition.hash[1], &encoded);

  const auto range = KeyRangeOf(ManyNames(), condition);

  EXPECT_EQ(range->hash.hash, encoded);
  EXPECT_EQ(range->hash.slot, SlotOf(encoded));
  EXPECT_FALSE(range->sort.from || range->sort.until);
}

TEST(KeyRangeTest, HashPartsShareOneLimit) {
  KeyCondition condition;
  condition.hash = {AttributeValue::S(std::string(2048, 'x')), N(1)};
  EXPECT_EQ(KeyRangeOf(ManyNames(), condition).error().code, Errc::kValidation);
}

TEST(KeyRangeTest, EqualityOnTheFirstPartsCoversAllThatFollows) {
  const SortRange one = ManyRange({AttributeValue::S("b")}, std::nullopt);
  EXPECT_TRUE(Covers(one, Parts("b", -5, "x")));
  EXPECT_TRUE(Covers(one, Parts("b", 5, "")));
  EXPECT_FALSE(Covers(one, Parts("a", 5, "x")));
  EXPECT_FALSE(Covers(one, Parts("ba", 5, "x")));

  const SortRange two = ManyRange({AttributeValue::S("b"), N(5)}, std::nullopt);
  EXPECT_TRUE(Covers(two, Parts("b", 5, "x")));
  EXPECT_FALSE(Covers(two, Parts("b", 6, "x")));
}

TEST(KeyRangeTest, ABoundHoldsWithinTheEqualPartsWhateverFollows) {
  using Kind = RangeBound::Kind;
  const auto covered = [](Kind kind, int64_t low, int64_t high) {
    const SortRange range = ManyRange({AttributeValue::S("b")}, RangeBound{kind, N(low), N(high)});
    EXPECT_FALSE(Covers(range, Parts("a", low, "x")));
    EXPECT_FALSE(Covers(range, Parts("c", low, "x")));
    std::string found;
    for (int64_t s = 0; s < 10; ++s) {
      if (Covers(range, Parts("b", s, "x"))) found += std::to_string(s);
    }
    return found;
  };

  EXPECT_EQ(covered(Kind::kLess, 3, 0), "012");
  EXPECT_EQ(covered(Kind::kLessOrEqual, 3, 0), "0123");
  EXPECT_EQ(covered(Kind::kGreater, 7, 0), "89");
  EXPECT_EQ(covered(Kind::kGreaterOrEqual, 7, 0), "789");
  EXPECT_EQ(covered(Kind::kBetween, 3, 5), "345");
}

TEST(KeyRangeTest, APrefixMayStandBehindEqualParts) {
  const SortRange range =
      ManyRange({AttributeValue::S("b"), N(5)},
                RangeBound{RangeBound::Kind::kBeginsWith, AttributeValue::S("ab"), {}});
  EXPECT_TRUE(Covers(range, Parts("b", 5, "ab")));
  EXPECT_TRUE(Covers(range, Parts("b", 5, "abc")));
  EXPECT_FALSE(Covers(range, Parts("b", 5, "b")));
  EXPECT_FALSE(Covers(range, Parts("b", 6, "ab")));
}

}  // namespace
}  // namespace meridian

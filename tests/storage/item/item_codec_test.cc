#include "storage/item/item_codec.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/storage/item/random_values.h"

namespace meridian {
namespace {

// An item with every type, and the edges of each.
Item GoldenItem() {
  const auto n = [](std::string_view text) { return *Number::Parse(text); };
  AttributeMap inner;
  inner.Set("", AttributeValue::S(""));
  inner.Set("deep", AttributeValue::L({AttributeValue::M({}), AttributeValue::L({})}));

  Item item;
  item.Set("binary", AttributeValue::B(std::string("\x00\xff", 2)));
  item.Set("binary set", AttributeValue::Make(BinarySet{{Binary{""}, Binary{"\x01"}}}));
  item.Set("false", AttributeValue::Bool(false));
  item.Set("list", AttributeValue::L({AttributeValue(), AttributeValue::S("x")}));
  item.Set("long", AttributeValue::S(std::string(200, 'l')));
  item.Set("map", AttributeValue::M(inner));
  item.Set("null", AttributeValue());
  item.Set("number", AttributeValue::N(n("-12345678901234567890.123456789012345678")));
  item.Set("number set", AttributeValue::Make(NumberSet{{n("-1"), n("0"), n("1.5"), n("10")}}));
  item.Set("string set", AttributeValue::Make(StringSet{{"a", "b"}}));
  item.Set("true", AttributeValue::Bool(true));
  item.Set("\xc3\xa9", AttributeValue::S("\xf0\x9f\x8c\x8d"));
  return item;
}

AttributeValue Nested(int depth) {
  AttributeValue value = AttributeValue::S("x");
  for (int i = 0; i < depth; ++i) {
    if (i % 2 == 0) {
      value = AttributeValue::L({value});
    } else {
      AttributeMap map;
      map.Set("m", value);
      value = AttributeValue::M(map);
    }
  }
  return value;
}

// Stored for ever: a failure here is a broken format, not a test to adapt.
TEST(ItemCodecTest, BytesOfVersionOneNeverChange) {
  std::ifstream file(MERIDIAN_GOLDEN_DIR "/item_v1.bin", std::ios::binary);
  const std::string golden((std::istreambuf_iterator<char>(file)), {});
  ASSERT_FALSE(golden.empty());

  EXPECT_EQ(Hex(EncodeItem(GoldenItem())), Hex(golden));
  EXPECT_EQ(*DecodeItem(golden), GoldenItem());
}

TEST(ItemCodecTest, AnEmptyItemIsTwoBytes) {
  EXPECT_EQ(Hex(EncodeItem(Item())), "0100");
  EXPECT_TRUE(DecodeItem(Unhex("0100"))->empty());
}

TEST(ItemCodecTest, RandomItemsRoundTrip) {
  RandomValues random(1);
  for (int i = 0; i < 20000; ++i) {
    const Item item = random.AnyItem();
    const std::string encoded = EncodeItem(item);

    const auto decoded = DecodeItem(encoded);
    ASSERT_TRUE(decoded);
    ASSERT_EQ(*decoded, item);

    for (const auto& [name, value] : item) ASSERT_EQ(*DecodeAttribute(encoded, name), value);
    const std::string other = random.Bytes(6);
    ASSERT_EQ(DecodeAttribute(encoded, other)->has_value(), item.Contains(other));
  }
}

TEST(ItemCodecTest, SkippingEveryValueReachesTheEnd) {
  RandomValues random(2);
  for (int i = 0; i < 5000; ++i) {
    const std::string encoded = EncodeItem(random.AnyItem());
    ItemReader in(encoded);
    for (uint32_t n = in.TakeVersionAndCount(); n > 0; --n) {
      in.TakeBytes();
      in.SkipValue();
    }
    ASSERT_TRUE(in.Finish());
  }
}

TEST(ItemCodecTest, CorruptedBytesAreRefusedOrAreAnotherItemsEncoding) {
  RandomValues random(3);
  int refused = 0;
  for (int i = 0; i < 100000; ++i) {
    std::string bytes = EncodeItem(random.AnyItem());
    for (size_t n = 1 + random.Below(3); n > 0; --n) {
      const size_t at = random.Below(bytes.size());
      switch (random.Below(4)) {
        case 0: bytes[at] = static_cast<char>(random.Below(256)); break;
        case 1: bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.Below(8))); break;
        case 2: bytes.insert(at, random.Bytes(3)); break;
        default: bytes.erase(at + 1, random.Below(8));
      }
    }
    DecodeAttribute(bytes, random.Bytes(6)).has_value();
    const auto item = DecodeItem(bytes);
    if (item) {
      ASSERT_EQ(Hex(EncodeItem(*item)), Hex(bytes));
    } else {
      ++refused;
      ASSERT_EQ(item.error().code, Errc::kCorrupt);
    }
  }
  EXPECT_GT(refused, 30000);
}

TEST(ItemCodecTest, EveryTruncationIsRefused) {
  const std::string encoded = EncodeItem(GoldenItem());

  for (size_t length = 0; length < encoded.size(); ++length) {
    ASSERT_FALSE(DecodeItem(std::string_view(encoded).substr(0, length))) << length;
  }
}

TEST(ItemCodecTest, EveryRuleOfTheFormatIsChecked) {
  const std::pair<const char*, const char*> kCases[] = {
      {"0000", "unknown codec version"},
      {"010000", "bytes left over"},
      {"01016100", "type 0"},
      {"010101610b", "type 11"},
      {"010101610402", "a boolean that is neither"},
      {"0181000161", "a count that is not minimal"},
      {"01ffffffff7f", "a count beyond 32 bits"},
      {"01ffffffff0f", "a count beyond the bytes"},
      {"010101610105", "a length beyond the bytes"},
      {"0102016205016105", "names out of order"},
      {"0102016105016105", "a name twice"},
      {"0101016106"
       "00",
       "an empty set"},
      {"0101016106"
       "0201620161",
       "a set out of order"},
      {"0101016106"
       "0201610161",
       "a member twice"},
      {"0101016107"
       "020231300139",
       "a number set in the order of its text"},
      {"0101016102"
       "00",
       "a number without text"},
      {"0101016102"
       "022d30",
       "minus zero"},
      {"0101016102"
       "023031",
       "a number that is not canonical"},
      {"0101016102"
       "0178",
       "not a number"},
  };

  for (const auto& [hex, what] : kCases) {
    const auto item = DecodeItem(Unhex(hex));
    ASSERT_FALSE(item) << what;
    EXPECT_EQ(item.error().code, Errc::kCorrupt);
  }
  EXPECT_TRUE(DecodeItem(Unhex("0102016105016205")));
  EXPECT_TRUE(DecodeItem(Unhex("0101016107020139023130")));
}

TEST(ItemCodecTest, NestingIsBounded) {
  Item item;
  item.Set("a", Nested(kItemDepthMax));
  const std::string deepest = EncodeItem(item);
  EXPECT_EQ(*DecodeItem(deepest), item);

  // One list more around it, by hand.
  std::string deeper = deepest;
  deeper.insert(4, "\x09\x01");
  EXPECT_EQ(DecodeItem(deeper).error().code, Errc::kCorrupt);
  EXPECT_EQ(DecodeAttribute(deeper, "b").error().code, Errc::kCorrupt);

  std::string bottomless = Unhex("01010161");
  for (int i = 0; i < 1000000; ++i) bottomless += "\x09\x01";
  EXPECT_EQ(DecodeItem(bottomless).error().code, Errc::kCorrupt);
}

TEST(ItemCodecDeathTest, EncodingDeeperThanTheBoundIsADefect) {
  Item item;
  item.Set("a", Nested(kItemDepthMax + 1));

  EXPECT_DEATH(EncodeItem(item), "CHECK failed");
}

}  // namespace
}  // namespace meridian

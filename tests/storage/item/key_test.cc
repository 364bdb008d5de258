#include "storage/item/key.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/storage/item/random_values.h"

namespace meridian {
namespace {

std::string Encoded(const AttributeValue& value) {
  std::string bytes;
  AppendKeyPart(value, &bytes);
  return bytes;
}

AttributeValue KeyOf(RandomValues& random, AttributeType type) {
  switch (type) {
    case AttributeType::kString: return AttributeValue::S(random.Bytes(6));
    case AttributeType::kBinary: return AttributeValue::B(random.Bytes(6));
    default: return AttributeValue::N(random.AnyNumber());
  }
}

std::strong_ordering Compare(const AttributeValue& a, const AttributeValue& b) {
  if (a.Is(AttributeType::kNumber)) return *a.As<Number>() <=> *b.As<Number>();
  if (a.Is(AttributeType::kBinary)) return *a.As<Binary>() <=> *b.As<Binary>();
  return a.As<std::string>()->compare(*b.As<std::string>()) <=> 0;
}

constexpr AttributeType kTypes[] = {AttributeType::kString, AttributeType::kNumber,
                                    AttributeType::kBinary};

// Stored for ever: a failure here is a broken format, not a test to adapt.
TEST(KeyTest, BytesNeverChange) {
  EXPECT_EQ(Hex(Encoded(AttributeValue::S(""))), "0001");
  EXPECT_EQ(Hex(Encoded(AttributeValue::S("user#1"))), "7573657223310001");
  EXPECT_EQ(Hex(Encoded(AttributeValue::B(Unhex("00ff0001")))), "00ffff00ff010001");
  EXPECT_EQ(Hex(Encoded(AttributeValue::N(Number::FromInt64(42)))), "818354");
}

TEST(KeyTest, SlotsNeverChange) {
  const auto slot = [](const AttributeValue& key) {
    return static_cast<uint16_t>(SlotOf(Encoded(key)));
  };

  EXPECT_EQ(slot(AttributeValue::S("user#1")), 34663);
  EXPECT_EQ(slot(AttributeValue::N(Number::FromInt64(42))), 45730);
  EXPECT_EQ(slot(AttributeValue::B(std::string(300, 'x'))), 9928);
}

TEST(KeyTest, SlotsSpread) {
  std::vector<int> partitions(16);
  for (int i = 0; i < 16000; ++i) {
    const auto key = Encoded(AttributeValue::S("key" + std::to_string(i)));
    ++partitions[static_cast<uint16_t>(SlotOf(key)) / (kSlotCount / 16)];
  }

  EXPECT_GT(*std::min_element(partitions.begin(), partitions.end()), 850);
  EXPECT_LT(*std::max_element(partitions.begin(), partitions.end()), 1150);
}

TEST(KeyTest, OrderIsDynamoDBsAndNoEncodingIsAPrefixOfAnother) {
  RandomValues random(1);
  for (const AttributeType type : kTypes) {
    for (int i = 0; i < 100000; ++i) {
      const AttributeValue a = KeyOf(random, type);
      const AttributeValue b = KeyOf(random, type);
      const std::string x = Encoded(a);
      const std::string y = Encoded(b);

      ASSERT_EQ(x.compare(y) <=> 0, Compare(a, b)) << Hex(x) << " " << Hex(y);
      if (a != b) {
        ASSERT_FALSE(x.starts_with(y) || y.starts_with(x)) << Hex(x) << " " << Hex(y);
      }
    }
  }
}

TEST(KeyTest, ConcatenatedPartsRoundTripAndOrderPartByPart) {
  RandomValues random(2);
  for (int i = 0; i < 20000; ++i) {
    const size_t count = 1 + random.Below(8);
    std::vector<AttributeValue> a, b;
    std::string x, y;
    for (size_t p = 0; p < count; ++p) {
      const AttributeType type = kTypes[random.Below(3)];
      a.push_back(KeyOf(random, type));
      b.push_back(random.Below(2) == 0 ? a.back() : KeyOf(random, type));
      AppendKeyPart(a.back(), &x);
      AppendKeyPart(b.back(), &y);
    }
    auto expected = std::strong_ordering::equal;
    for (size_t p = 0; p < count && expected == 0; ++p) expected = Compare(a[p], b[p]);
    ASSERT_EQ(x.compare(y) <=> 0, expected);

    std::string_view in = x;
    for (const AttributeValue& part : a) ASSERT_EQ(*TakeKeyPart(part.type(), &in), part);
    ASSERT_TRUE(in.empty());
  }
}

TEST(KeyTest, APrefixFindsWhatBeginsWithItAndNothingElse) {
  RandomValues random(3);
  for (int i = 0; i < 100000; ++i) {
    const std::string prefix = random.Bytes(2);
    const std::string text = random.Bytes(4);
    std::string encoded_prefix;
    AppendKeyPartPrefix(prefix, &encoded_prefix);

    ASSERT_EQ(Encoded(AttributeValue::S(text)).starts_with(encoded_prefix),
              text.starts_with(prefix));
  }
}

TEST(KeyTest, BrokenBytesAreCorrupt) {
  for (const std::string hex : {"", "61", "6100", "610002", "00", "00ff", "00ff00"}) {
    const std::string bytes = Unhex(hex);
    std::string_view in = bytes;
    const auto value = TakeKeyPart(AttributeType::kString, &in);
    ASSERT_FALSE(value) << hex;
    EXPECT_EQ(value.error().code, Errc::kCorrupt);
  }
}

TEST(KeyTest, RandomBytesEitherAreThePartTheyDecodeToOrCorrupt) {
  RandomValues random(4);
  for (int i = 0; i < 100000; ++i) {
    const AttributeType type = kTypes[random.Below(3)];
    std::string bytes = random.Bytes(8);
    if (type == AttributeType::kNumber) bytes.insert(0, 1, "\x7f\x81"[random.Below(2)]);
    std::string_view in = bytes;
    const auto value = TakeKeyPart(type, &in);
    if (!value) continue;
    ASSERT_EQ(Encoded(*value), bytes.substr(0, bytes.size() - in.size()));
  }
}

}  // namespace
}  // namespace meridian

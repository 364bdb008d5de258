#include "storage/item/number.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/storage/item/random_values.h"

namespace meridian {
namespace {

std::string Text(std::string_view text) {
  const auto number = Number::Parse(text);
  return number ? number->text() : "error: " + number.error().message;
}

std::string Ordered(const Number& number) {
  std::string bytes;
  number.AppendOrdered(&bytes);
  return bytes;
}

Number N(std::string_view text) { return *Number::Parse(text); }

constexpr char kOverflow[] =
    "error: Number overflow. Attempting to store a number with magnitude larger than supported "
    "range";
constexpr char kUnderflow[] =
    "error: Number underflow. Attempting to store a number with magnitude smaller than supported "
    "range";
constexpr char kTooPrecise[] =
    "error: Attempting to store more than 38 significant digits in a Number";

TEST(NumberTest, TextIsCanonical) {
  const std::pair<const char*, const char*> kCases[] = {
      {"+5", "5"},
      {"-0", "0"},
      {"0", "0"},
      {"-0.000e10", "0"},
      {"1.5E2", "150"},
      {"1.500", "1.5"},
      {"007", "7"},
      {"-007.10", "-7.1"},
      {".5", "0.5"},
      {"5.", "5"},
      {"-12e-3", "-0.012"},
      {"1e5", "100000"},
      {"123.456e1", "1234.56"},
      {"0e99999", "0"},
      {"100", "100"},
      {"1E+2", "100"},
      {"999999999999999999", "999999999999999999"},
      {"-9999999999999999999", "-9999999999999999999"}};

  for (const auto& [in, out] : kCases) EXPECT_EQ(Text(in), out) << in;
}

TEST(NumberTest, WhatIsNoNumberIsRefusedInDynamoDBsWords) {
  for (const char* bad : {"a", "-", "+", ".", "1..2", "1.2.3", "e5", "1e", "1e+", "1e5.0", "--1",
                          " 1", "1 ", "0x10", "NaN", "Infinity", "1_0", "1,0"}) {
    EXPECT_EQ(Text(bad),
              std::string("error: The parameter cannot be converted to a numeric value: ") + bad);
  }
  EXPECT_EQ(Text(""), "error: The parameter cannot be converted to a numeric value");
  EXPECT_EQ(Number::Parse("x").error().code, Errc::kValidation);
}

TEST(NumberTest, RangeAndPrecisionAreDynamoDBs) {
  const std::string nines(38, '9');

  EXPECT_EQ(Text("9." + nines.substr(1) + "E+125"), nines + std::string(88, '0'));
  EXPECT_EQ(Text("1E-130"), "0." + std::string(129, '0') + "1");
  EXPECT_EQ(Text("1E126"), kOverflow);
  EXPECT_EQ(Text("-1E126"), kOverflow);
  EXPECT_EQ(Text("1e999999999999999999999999"), kOverflow);
  EXPECT_EQ(Text("9.99E-131"), kUnderflow);
  EXPECT_EQ(Text("1e-999999999999999999999999"), kUnderflow);
  EXPECT_EQ(Text(nines + "9"), kTooPrecise);
  EXPECT_EQ(Text(nines + "0"), nines + "0");
  EXPECT_EQ(Text("0." + nines), "0." + nines);
}

TEST(NumberTest, SizeIsDynamoDBsFormula) {
  const std::pair<const char*, size_t> kCases[] = {
      {"0", 1},         {"1", 2},
      {"-1", 3},        {"10", 2},
      {"12", 2},        {"123", 3},
      {"1000", 2},      {"1001", 3},
      {"0.5", 2},       {"1.5", 3},
      {"0.0000001", 2}, {"-12.345", 5},
      {"100.5", 4},     {"1.0001", 4},
      {"0.012", 2},     {"12345678901234567890123456789012345678", 20}};

  for (const auto& [text, bytes] : kCases) EXPECT_EQ(N(text).SizeBytes(), bytes) << text;
}

TEST(NumberTest, IntegersConvert) {
  EXPECT_EQ(N("9223372036854775807").ToInt64(), INT64_MAX);
  EXPECT_EQ(N("-9223372036854775808").ToInt64(), INT64_MIN);
  EXPECT_EQ(N("9223372036854775808").ToInt64(), std::nullopt);
  EXPECT_EQ(N("1.5").ToInt64(), std::nullopt);
  EXPECT_EQ(Number::FromInt64(INT64_MIN).text(), "-9223372036854775808");
  EXPECT_EQ(Number::FromInt64(0), Number());
}

TEST(NumberTest, ArithmeticIsExact) {
  const auto add = [](const char* a, const char* b) {
    const auto sum = Number::Add(N(a), N(b));
    return sum ? sum->text() : "error: " + sum.error().message;
  };

  EXPECT_EQ(add("1", "2"), "3");
  EXPECT_EQ(add("0.1", "0.2"), "0.3");
  EXPECT_EQ(add("-5", "5"), "0");
  EXPECT_EQ(add("-5.5", "5.5"), "0");
  EXPECT_EQ(add("1.5", "-3"), "-1.5");
  EXPECT_EQ(add("1000", "-0.001"), "999.999");
  EXPECT_EQ(add("999999999999999999", "1"), "1000000000000000000");
  EXPECT_EQ(add("99999999999999999999", "1"), "100000000000000000000");
  EXPECT_EQ(add("1E37", "1"), "10000000000000000000000000000000000001");
  EXPECT_EQ(add("1E38", "1"), kTooPrecise);
  EXPECT_EQ(add("1E125", "1E-130"), kTooPrecise);
  EXPECT_EQ(add("9.9E125", "1E124"), kOverflow);
  EXPECT_EQ(add("1.1E-130", "-1E-130"), kUnderflow);
  EXPECT_EQ(Number::Subtract(N("1"), N("1.5"))->text(), "-0.5");
  EXPECT_EQ(Number::Subtract(N("0"), N("-7"))->text(), "7");
  EXPECT_EQ(Number::Subtract(N("-7"), N("0"))->text(), "-7");
}

// Stored for ever: a failure here is a broken format, not a test to adapt.
TEST(NumberTest, OrderedBytesNeverChange) {
  const std::pair<const char*, std::string> kGolden[] = {
      {"-100", "7f7beb"}, {"-1.5", "7f7de1"},   {"-1", "7f7deb"},  {"-1E-130", "7fffeb"},
      {"0", "80"},        {"1E-130", "810014"}, {"0.5", "818164"}, {"1", "818214"},
      {"1.5", "81821e"},  {"10", "818314"},     {"42", "818354"},  {"123", "8184193c"},
      {"1E125", "81ff14"}};

  for (const auto& [text, hex] : kGolden) {
    EXPECT_EQ(Hex(Ordered(N(text))), hex) << text;
    std::string bytes = Ordered(N(text));
    std::string_view in = bytes;
    EXPECT_EQ(Number::TakeOrdered(&in)->text(), N(text).text());
    EXPECT_TRUE(in.empty());
  }
}

TEST(NumberTest, OrderedBytesThatNoNumberHasAreCorrupt) {
  for (const std::string hex :
       {"", "00", "7e", "82", "81", "8182", "818200", "818212", "8182c8", "818215", "81821500",
        "8182fe", "7f7d", "7f7dff", "81821515151515151515151515151515151515151514"}) {
    const std::string bytes = Unhex(hex);
    std::string_view in = bytes;
    const auto number = Number::TakeOrdered(&in);
    ASSERT_FALSE(number) << hex << " " << number->text();
    EXPECT_EQ(number.error().code, Errc::kCorrupt);
  }
}

TEST(NumberTest, RandomNumbersRoundTripThroughTextAndOrderedBytes) {
  RandomValues random(1);
  for (int i = 0; i < 100000; ++i) {
    const Number n = random.AnyNumber();
    ASSERT_EQ(Text(n.text()), n.text());

    const std::string bytes = Ordered(n);
    const std::string followed = bytes + random.Bytes(3);
    std::string_view in = followed;
    const auto back = Number::TakeOrdered(&in);

    ASSERT_TRUE(back) << n.text();
    ASSERT_EQ(back->text(), n.text());
    ASSERT_EQ(in.size(), followed.size() - bytes.size());
    ASSERT_LE(bytes.size(), 21u);
  }
}

// The reference is independent of the code under test: sign, then power of ten, then digits.
std::strong_ordering Reference(const RandomValues::Parts& a, const RandomValues::Parts& b) {
  const auto sign = [](const auto& p) { return p.digits.empty() ? 0 : p.negative ? -1 : 1; };
  if (sign(a) != sign(b)) return sign(a) <=> sign(b);
  if (sign(a) == 0) return std::strong_ordering::equal;
  const auto magnitude =
      a.power != b.power ? a.power <=> b.power : a.digits.compare(b.digits) <=> 0;
  return a.negative ? 0 <=> magnitude : magnitude;
}

TEST(NumberTest, OrderOfEncodingsIsNumericOrder) {
  RandomValues random(2);
  RandomValues::Parts a = random.AnyParts();
  for (int i = 0; i < 100000; ++i) {
    const RandomValues::Parts b = random.Near(a);
    const auto expected = Reference(a, b);

    ASSERT_EQ(a.ToNumber() <=> b.ToNumber(), expected) << a.Text() << " " << b.Text();
    const std::string x = Ordered(a.ToNumber());
    const std::string y = Ordered(b.ToNumber());
    ASSERT_EQ(x.compare(y) <=> 0, expected) << a.Text() << " " << b.Text();
    if (expected != 0) {
      ASSERT_FALSE(x.starts_with(y) || y.starts_with(x));
    }

    a = b;
  }
}

TEST(NumberTest, AddingAndTakingAwayGivesTheSame) {
  RandomValues random(3);
  int exact = 0;
  for (int i = 0; i < 100000; ++i) {
    const Number a = random.AnyNumber();
    const Number b = random.AnyNumber();
    const auto sum = Number::Add(a, b);
    ASSERT_EQ(sum.has_value(), Number::Add(b, a).has_value());
    if (!sum) continue;
    ++exact;
    ASSERT_EQ(Text(sum->text()), sum->text());
    ASSERT_EQ(*Number::Add(b, a), *sum);
    ASSERT_EQ(*Number::Subtract(*sum, b), a) << a.text() << " + " << b.text();
    ASSERT_EQ(*Number::Subtract(*sum, a), b);
    ASSERT_EQ(*sum <=> a, b <=> Number());
  }
  EXPECT_GT(exact, 20000);
}

}  // namespace
}  // namespace meridian

#include "storage/item/decimal.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

TEST(DecimalTest, DigitsAndExponentGiveTheTextBack) {
  struct Case {
    const char* text;
    bool negative;
    const char* digits;
    int exponent;
  };
  const Case kCases[] = {{"0", false, "", 0},
                         {"1", false, "1", 1},
                         {"-1200", true, "12", 4},
                         {"12.5", false, "125", 2},
                         {"0.5", false, "5", 0},
                         {"-0.00012", true, "12", -3},
                         {"100.001", false, "100001", 3}};

  for (const auto& [text, negative, digits, exponent] : kCases) {
    const Decimal d = Decimal::FromCanonical(text);
    EXPECT_EQ(d.negative, negative) << text;
    EXPECT_EQ(d.Digits(), digits) << text;
    EXPECT_EQ(d.exponent, exponent) << text;
    EXPECT_EQ(*CanonicalText(d.negative, d.Digits(), d.exponent), text);
  }
}

TEST(DecimalTest, ZerosAtEitherEndOfTheDigitsDoNotMatter) {
  EXPECT_EQ(*CanonicalText(false, "00120000", 4), "12");
  EXPECT_EQ(*CanonicalText(true, "0000", 99999), "0");
  EXPECT_EQ(*CanonicalText(false, std::string(500, '0') + "5", 500), "0.5");
}

}  // namespace
}  // namespace meridian

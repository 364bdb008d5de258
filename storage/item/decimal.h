// Decimal: a number taken apart, for arithmetic and for ordered bytes.
//
// Number keeps text because most numbers are only stored and returned. What calculates needs the
// digits and the place of the point; this is that view of it, and the one way back to text, with
// the limits of DynamoDB checked in one place.
//
// Threads: values.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "storage/base/result.h"

namespace meridian {

inline constexpr int kNumberDigitsMax = 38;
// Bounds of the power of ten of the first significant digit.
inline constexpr int kNumberPowerMin = -130;
inline constexpr int kNumberPowerMax = 125;

// (negative ? -1 : 1) * 0.d1d2d3... * 10^exponent. Zero has no digits.
struct Decimal {
  bool negative = false;
  int exponent = 0;
  int count = 0;
  std::array<char, kNumberDigitsMax> digits;  // ASCII; first and last are not '0'.

  // Requires: `canonical` is the text of a Number.
  static Decimal FromCanonical(std::string_view canonical);
  std::string_view Digits() const { return {digits.data(), static_cast<size_t>(count)}; }
};

// The canonical text of +-0.`digits` * 10^`exponent`. `digits` are ASCII, of any length, zeros at
// either end allowed. kValidation in DynamoDB's words when the number is out of range, or is too
// precise.
Result<std::string> CanonicalText(bool negative, std::string_view digits, int64_t exponent);

}  // namespace meridian

#include "storage/item/decimal.h"

#include <algorithm>

#include "storage/base/check.h"

namespace meridian {
namespace {

// Requires: no zeros at either end of `digits`; the limits were checked.
std::string Render(bool negative, std::string_view digits, int exponent) {
  std::string text;
  const auto count = static_cast<int>(digits.size());
  if (negative) text += '-';
  if (exponent <= 0) {
    text += "0.";
    text.append(static_cast<size_t>(-exponent), '0');
    text += digits;
  } else if (exponent >= count) {
    text += digits;
    text.append(static_cast<size_t>(exponent - count), '0');
  } else {
    text += digits.substr(0, static_cast<size_t>(exponent));
    text += '.';
    text += digits.substr(static_cast<size_t>(exponent));
  }
  return text;
}

}  // namespace

Decimal Decimal::FromCanonical(std::string_view canonical) {
  Decimal d;
  if (canonical == "0") return d;
  d.negative = canonical.front() == '-';
  if (d.negative) canonical.remove_prefix(1);

  const size_t point = std::min(canonical.find('.'), canonical.size());
  size_t first = 0;
  while (canonical[first] == '0' || canonical[first] == '.') ++first;
  const size_t last = canonical.find_last_not_of('0');
  d.exponent = static_cast<int>(point) - static_cast<int>(first) + (first > point ? 1 : 0);
  for (size_t i = first; i <= last; ++i) {
    if (canonical[i] == '.') continue;
    CHECK(d.count < kNumberDigitsMax);
    d.digits[d.count++] = canonical[i];
  }
  return d;
}

Result<std::string> CanonicalText(bool negative, std::string_view digits, int64_t exponent) {
  const size_t first = digits.find_first_not_of('0');
  if (first == std::string_view::npos) return std::string("0");
  exponent -= static_cast<int64_t>(first);
  digits = digits.substr(first, digits.find_last_not_of('0') + 1 - first);

  const int64_t power = exponent - 1;
  if (power > kNumberPowerMax) {
    return Error{Errc::kValidation,
                 "Number overflow. Attempting to store a number with magnitude larger than "
                 "supported range"};
  }
  if (power < kNumberPowerMin) {
    return Error{Errc::kValidation,
                 "Number underflow. Attempting to store a number with magnitude smaller than "
                 "supported range"};
  }
  if (digits.size() > kNumberDigitsMax) {
    return Error{Errc::kValidation,
                 "Attempting to store more than 38 significant digits in a Number"};
  }
  return Render(negative, digits, static_cast<int>(exponent));
}

}  // namespace meridian

#include "storage/item/number.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "storage/item/decimal.h"

namespace meridian {
namespace {

// Most digits that any 64-bit integer holds, so that two such numbers add without overflow.
constexpr size_t kShortDigitsMax = 18;
// Beyond this an exponent only says "overflow" or "underflow"; no text we accept is so long that
// its digits could bring it back.
constexpr int64_t kExponentSaturated = int64_t{1} << 40;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// True for a short integer that is written canonically already, by far the commonest number.
bool IsShortInteger(std::string_view text) {
  if (text.starts_with('-')) {
    text.remove_prefix(1);
    if (text == "0") return false;
  }
  if (text.empty() || text.size() > kShortDigitsMax) return false;
  if (text.front() == '0') return text.size() == 1;
  return std::all_of(text.begin(), text.end(), IsDigit);
}

Error NotANumber(std::string_view text) {
  std::string message = "The parameter cannot be converted to a numeric value";
  if (!text.empty()) message.append(": ").append(text);
  return {Errc::kValidation, std::move(message)};
}

// The exponent that `text` (after the 'e') denotes; nothing if it is none.
std::optional<int64_t> ParseExponent(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  int64_t value = 0;
  for (const char c : text) {
    if (!IsDigit(c)) return std::nullopt;
    value = std::min(value * 10 + (c - '0'), kExponentSaturated);
  }
  return negative ? -value : value;
}

// The integer part of a canonical text without its sign has this many digits.
size_t IntegerLength(std::string_view magnitude) {
  return std::min(magnitude.find('.'), magnitude.size());
}

// Canonical texts without sign: more integer digits is more; with as many, the points are in one
// column, and the order is that of the characters.
std::strong_ordering CompareMagnitudes(std::string_view a, std::string_view b) {
  if (const auto by_length = IntegerLength(a) <=> IntegerLength(b); by_length != 0) {
    return by_length;
  }
  return a.compare(b) <=> 0;
}

std::string_view Magnitude(std::string_view text) {
  if (text.front() == '-') text.remove_prefix(1);
  return text;
}

// a + b, where |a| >= |b|, as columns of digits: the widest sum spans all powers of ten from the
// largest number to the last digit of the smallest, and one for a carry.
Result<std::string> AddColumns(const Decimal& a, const Decimal& b) {
  constexpr int kColumnsMax = kNumberPowerMax + 2 - kNumberPowerMin + kNumberDigitsMax;
  std::array<int8_t, kColumnsMax> columns{};
  const int top = std::max(a.exponent, b.exponent) + 1;
  const int width = top - std::min(a.exponent - a.count, b.exponent - b.count);
  const int sign = a.negative == b.negative ? 1 : -1;
  for (int i = 0; i < a.count; ++i) columns[top - a.exponent + i] += a.digits[i] - '0';
  for (int i = 0; i < b.count; ++i) columns[top - b.exponent + i] += sign * (b.digits[i] - '0');

  std::string digits(static_cast<size_t>(width), '0');
  int carry = 0;
  for (int i = width - 1; i >= 0; --i) {
    const int sum = columns[i] + carry;
    carry = sum < 0 ? -1 : sum / 10;
    digits[i] = static_cast<char>('0' + sum - carry * 10);
  }
  return CanonicalText(a.negative, digits, top);
}

}  // namespace

Result<Number> Number::Parse(std::string_view text) {
  if (IsShortInteger(text)) return Number(std::string(text));

  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  std::string digits;
  digits.reserve(rest.size());
  std::optional<size_t> point;
  size_t i = 0;
  for (; i < rest.size(); ++i) {
    if (IsDigit(rest[i])) {
      digits += rest[i];
    } else if (rest[i] == '.' && !point) {
      point = digits.size();
    } else {
      break;
    }
  }
  if (digits.empty()) return NotANumber(text);

  int64_t exponent = 0;
  if (i < rest.size()) {
    if (rest[i] != 'e' && rest[i] != 'E') return NotANumber(text);
    const auto parsed = ParseExponent(rest.substr(i + 1));
    if (!parsed) return NotANumber(text);
    exponent = *parsed;
  }
  exponent += static_cast<int64_t>(point.value_or(digits.size()));
  TRY(std::string canonical, CanonicalText(negative, digits, exponent));
  return Number(std::move(canonical));
}

Number Number::FromInt64(int64_t value) {
  std::array<char, 20> buffer;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return Number(std::string(buffer.data(), end));
}

Number Number::FromCanonical(std::string text) { return Number(std::move(text)); }

Result<Number> Number::Add(const Number& a, const Number& b) {
  if (IsShortInteger(a.text_) && IsShortInteger(b.text_)) {
    return FromInt64(*a.ToInt64() + *b.ToInt64());
  }
  if (a.text_ == "0") return b;
  if (b.text_ == "0") return a;
  const bool swap = CompareMagnitudes(Magnitude(a.text_), Magnitude(b.text_)) < 0;
  const Decimal larger = Decimal::FromCanonical(swap ? b.text_ : a.text_);
  const Decimal smaller = Decimal::FromCanonical(swap ? a.text_ : b.text_);
  TRY(std::string sum, AddColumns(larger, smaller));
  return Number(std::move(sum));
}

Result<Number> Number::Subtract(const Number& a, const Number& b) {
  if (b.text_ == "0") return a;
  const bool negative = b.text_.front() == '-';
  return Add(a, Number(negative ? b.text_.substr(1) : "-" + b.text_));
}

size_t Number::SizeBytes() const {
  const Decimal d = Decimal::FromCanonical(text_);
  // Zeros between the point and a digit count, those before the first digit don't.
  const int integer_digits = std::clamp(d.exponent, 0, d.count);
  const int fraction_digits = d.count - integer_digits;
  return static_cast<size_t>(1 + (integer_digits + 1) / 2 + (fraction_digits + 1) / 2 +
                             (d.negative ? 1 : 0));
}

std::optional<int64_t> Number::ToInt64() const {
  int64_t value = 0;
  const char* end = text_.data() + text_.size();
  const auto [at, error] = std::from_chars(text_.data(), end, value);
  if (error != std::errc() || at != end) return std::nullopt;
  return value;
}

std::strong_ordering operator<=>(const Number& a, const Number& b) {
  const bool a_negative = a.text_.front() == '-';
  const bool b_negative = b.text_.front() == '-';
  if (a_negative != b_negative) {
    return a_negative ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  const std::string_view a_magnitude = Magnitude(a.text_);
  const std::string_view b_magnitude = Magnitude(b.text_);
  return a_negative ? CompareMagnitudes(b_magnitude, a_magnitude)
                    : CompareMagnitudes(a_magnitude, b_magnitude);
}

}  // namespace meridian

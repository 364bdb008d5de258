// Number: DynamoDB's decimal, exact to 38 significant digits.
//
// A number is kept as its canonical text: no leading or trailing zeros, no plus sign, no exponent,
// "0" for every zero ("-0" too), a leading "0." below one. Two numbers are equal iff their texts
// are. Magnitude is 0 or 1E-130 to 9.9999999999999999999999999999999999999E+125.
//
// Threads: a value.
// Source: Amazon DynamoDB Developer Guide, "Data types: Number"; sizes as in storage/item/size.h.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "storage/base/result.h"

namespace meridian {

class Number {
 public:
  // Zero.
  Number() : text_("0") {}

  // The number that `text` denotes: optional sign, digits with an optional point, optional exponent
  // (e or E). Errors are kValidation in DynamoDB's words: not a number ("The parameter cannot be
  // converted to a numeric value: X"), more than 38 significant digits, overflow, underflow.
  static Result<Number> Parse(std::string_view text);
  static Number FromInt64(int64_t value);
  // Requires: `text` came from text() of a Number. Used by codecs that checked their bytes.
  static Number FromCanonical(std::string text);

  const std::string& text() const { return text_; }

  // Exact decimal arithmetic; kValidation when the result leaves the range or needs more than 38
  // significant digits (the same texts as Parse).
  static Result<Number> Add(const Number& a, const Number& b);
  static Result<Number> Subtract(const Number& a, const Number& b);

  // Order-preserving bytes: memcmp order of encodings is numeric order. Self-delimiting, so that a
  // further key part may follow. Layout in docs/formats/disk.md.
  void AppendOrdered(std::string* out) const;
  // Takes one encoding off the front of `*in`. kCorrupt if the bytes are not one.
  static Result<Number> TakeOrdered(std::string_view* in);

  // DynamoDB's size in bytes: 1 + ceil(integer digits/2) + ceil(fraction digits/2), + 1 if
  // negative; leading and trailing zeros are not digits.
  size_t SizeBytes() const;

  // The value as a 64-bit integer, if it is one.
  std::optional<int64_t> ToInt64() const;

  friend bool operator==(const Number&, const Number&) = default;
  friend std::strong_ordering operator<=>(const Number& a, const Number& b);

 private:
  explicit Number(std::string canonical) : text_(std::move(canonical)) {}

  std::string text_;
};

}  // namespace meridian

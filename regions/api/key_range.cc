#include "regions/api/key_range.h"

#include <optional>
#include <string>
#include <utility>

#include "storage/base/check.h"
#include "storage/item/key.h"

namespace meridian {
namespace {

std::string Encoded(const AttributeValue& value) {
  std::string bytes;
  AppendKeyPart(value, &bytes);
  return bytes;
}

// The least bytes above everything that begins with `bytes`, which is one encoding: nothing else
// begins with it.
std::string JustAbove(std::string bytes) {
  bytes.push_back('\0');
  return bytes;
}

// The least bytes above everything that begins with `prefix`; nullopt: there are none.
std::optional<std::string> PrefixEnd(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xff') prefix.pop_back();
  if (prefix.empty()) return std::nullopt;
  prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
  return prefix;
}

std::string EncodedPrefix(const AttributeValue& value) {
  std::string prefix;
  if (const auto* text = value.As<std::string>()) {
    AppendKeyPartPrefix(*text, &prefix);
  } else {
    const auto* binary = value.As<Binary>();
    CHECK(binary != nullptr);
    AppendKeyPartPrefix(binary->bytes, &prefix);
  }
  return prefix;
}

SortRange RangeOf(const RangeBound& bound) {
  using Kind = RangeBound::Kind;
  switch (bound.kind) {
    case Kind::kLess: return {std::nullopt, Encoded(bound.value)};
    case Kind::kLessOrEqual: return {std::nullopt, JustAbove(Encoded(bound.value))};
    case Kind::kGreater: return {JustAbove(Encoded(bound.value)), std::nullopt};
    case Kind::kGreaterOrEqual: return {Encoded(bound.value), std::nullopt};
    case Kind::kBetween: return {Encoded(bound.value), JustAbove(Encoded(bound.upper))};
    case Kind::kBeginsWith: {
      std::string prefix = EncodedPrefix(bound.value);
      auto end = PrefixEnd(prefix);
      return {std::move(prefix), std::move(end)};
    }
  }
  CHECK(false);
}

}  // namespace

Result<KeyRange> KeyRangeOf(const TableSchema& schema, const KeyCondition& condition) {
  CHECK(condition.hash.size() == 1);
  KeyRange range;
  Item hash;
  hash.Set(schema.hash.name, condition.hash.front());
  TRY(range.hash, KeyOfKey(TableSchema{schema.hash, std::nullopt}, hash));
  if (!condition.range_equal.empty()) {
    std::string equal = Encoded(condition.range_equal.front());
    range.sort = {equal, JustAbove(equal)};
  } else if (condition.last) {
    range.sort = RangeOf(*condition.last);
  }
  return range;
}

bool Covers(const SortRange& range, std::string_view sort) {
  return (!range.from || *range.from <= sort) && (!range.until || sort < *range.until);
}

}  // namespace meridian

#include "regions/api/key_range.h"

#include <optional>
#include <string>
#include <utility>

#include "regions/api/messages.h"
#include "regions/api/request.h"
#include "regions/tables/limits.h"
#include "storage/base/check.h"
#include "storage/item/key.h"

namespace meridian {
namespace {

std::string Encoded(const AttributeValue& value) {
  std::string bytes;
  AppendKeyPart(value, &bytes);
  return bytes;
}

// The least bytes above everything that begins with `prefix`; nullopt: no bytes are. One that
// begins with an encoding has such bytes: no encoding is all ones.
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

// The range of what follows `before`, the encoding of the parts to the left.
SortRange RangeOf(const std::string& before, const RangeBound& bound) {
  using Kind = RangeBound::Kind;
  const std::string at = before + (bound.kind == Kind::kBeginsWith ? EncodedPrefix(bound.value)
                                                                   : Encoded(bound.value));
  switch (bound.kind) {
    case Kind::kLess: return {before, at};
    case Kind::kLessOrEqual: return {before, PrefixEnd(at)};
    case Kind::kGreater: return {PrefixEnd(at), PrefixEnd(before)};
    case Kind::kGreaterOrEqual: return {at, PrefixEnd(before)};
    case Kind::kBetween: return {at, PrefixEnd(before + Encoded(bound.upper))};
    case Kind::kBeginsWith: return {at, PrefixEnd(at)};
  }
  CHECK(false);
}

size_t RawBytes(const AttributeValue& value) {
  if (const auto* text = value.As<std::string>()) return text->size();
  if (const auto* binary = value.As<Binary>()) return binary->bytes.size();
  return 1;
}

Error EmptyKeyValue(const KeyNames::Attribute& attribute) {
  const char* type = attribute.type == AttributeType::kBinary ? "binary" : "string";
  return Validation(
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
      "contain an empty " +
      std::string(type) + " value. Key: " + attribute.name);
}

}  // namespace

Result<KeyRange> KeyRangeOf(const KeyNames& key, const KeyCondition& condition) {
  CHECK(condition.hash.size() == key.hash.size());
  KeyRange range;
  size_t hash_bytes = 0;
  for (size_t i = 0; i < key.hash.size(); ++i) {
    const size_t bytes = RawBytes(condition.hash[i]);
    if (bytes == 0) return EmptyKeyValue(key.hash[i]);
    hash_bytes += bytes;
    AppendKeyPart(condition.hash[i], &range.hash.hash);
  }
  if (hash_bytes > kPartitionKeyBytesMax) return Validation(messages::kHashKeyTooLarge);
  range.hash.slot = SlotOf(range.hash.hash);
  std::string before;
  for (const AttributeValue& value : condition.range_equal) AppendKeyPart(value, &before);
  if (condition.last) {
    range.sort = RangeOf(before, *condition.last);
  } else if (!before.empty()) {
    auto end = PrefixEnd(before);
    range.sort = {std::move(before), std::move(end)};
  }
  return range;
}

bool Covers(const SortRange& range, std::string_view sort) {
  return (!range.from || *range.from <= sort) && (!range.until || sort < *range.until);
}

}  // namespace meridian

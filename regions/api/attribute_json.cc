#include "regions/api/attribute_json.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "regions/api/errors.h"
#include "regions/api/json_writer.h"
#include "regions/api/messages.h"
#include "regions/expressions/limits.h"

namespace meridian {

namespace {

// Lists and maps around the deepest value of an attribute. dynamodb.md 1.5.
constexpr int kNestingLevelsMax = 32;

Result<AttributeValue> ReadNested(JsonValue value, int depth);

Error InvalidValues(std::string what) { return Validation(messages::kInvalidValues + what); }

std::optional<AttributeType> TypeOf(std::string_view name) {
  if (name.size() == 1) {
    switch (name[0]) {
      case 'S': return AttributeType::kString;
      case 'N': return AttributeType::kNumber;
      case 'B': return AttributeType::kBinary;
      case 'L': return AttributeType::kList;
      case 'M': return AttributeType::kMap;
      default: return std::nullopt;
    }
  }
  if (name == "BOOL") return AttributeType::kBool;
  if (name == "NULL") return AttributeType::kNull;
  if (name == "SS") return AttributeType::kStringSet;
  if (name == "NS") return AttributeType::kNumberSet;
  if (name == "BS") return AttributeType::kBinarySet;
  return std::nullopt;
}

Result<std::string_view> ReadBlobText(JsonValue value) {
  if (value.Is(JsonValue::Kind::kString)) return value.AsString();
  return Error{Errc::kSerialization, "only base-64-encoded strings are convertible to bytes"};
}

// The elements of `list`, each through `read`. Null elements are not allowed.
template <class T, class Read>
Result<std::vector<T>> ReadMembers(JsonValue list, Read read) {
  std::vector<T> members;
  members.reserve(list.size());
  TRY(list.ForEachElement([&](JsonValue element) -> Status {
    if (element.Is(JsonValue::Kind::kNull)) return Validation(messages::kAttributeEmpty);
    TRY(auto member, read(element));
    members.push_back(std::move(member));
    return OkStatus();
  }));
  return members;
}

Result<std::string> ReadText(JsonValue value) {
  TRY(const std::string_view text, AsStringValue(value));
  return std::string(text);
}

Result<Number> ReadNumber(JsonValue value) {
  TRY(const std::string_view text, AsStringValue(value));
  return Number::Parse(text);
}

Result<Binary> ReadBinary(JsonValue value) {
  TRY(const std::string_view text, ReadBlobText(value));
  TRY(std::string bytes, DecodeBase64(text));
  return Binary{std::move(bytes)};
}

// Sorts; false if two members are equal.
template <class T>
bool SortDistinct(std::vector<T>* members) {
  std::sort(members->begin(), members->end());
  return std::adjacent_find(members->begin(), members->end()) == members->end();
}

// "[a, b]": the members as the request had them, which for BS is base64.
std::string Quoted(JsonValue list) {
  std::string text = "[";
  const Status walked = list.ForEachElement([&](JsonValue element) -> Status {
    if (text.size() > 1) text += ", ";
    text += element.AsString();
    return OkStatus();
  });
  (void)walked;  // The visitor never fails.
  return text + "]";
}

Result<AttributeValue> ReadStringSet(JsonValue list) {
  TRY(auto members, ReadMembers<std::string>(list, ReadText));
  if (members.empty()) return InvalidValues("An string set  may not be empty");
  if (!SortDistinct(&members))
    return InvalidValues("Input collection " + Quoted(list) + " contains duplicates.");
  return AttributeValue::Make(StringSet{std::move(members)});
}

Result<AttributeValue> ReadNumberSet(JsonValue list) {
  TRY(auto members, ReadMembers<Number>(list, ReadNumber));
  if (members.empty()) return InvalidValues("An number set  may not be empty");
  if (!SortDistinct(&members)) return Validation("Input collection contains duplicates");
  return AttributeValue::Make(NumberSet{std::move(members)});
}

Result<AttributeValue> ReadBinarySet(JsonValue list) {
  TRY(auto members, ReadMembers<Binary>(list, ReadBinary));
  if (members.empty()) return InvalidValues("Binary sets should not be empty");
  if (!SortDistinct(&members))
    return InvalidValues("Input collection " + Quoted(list) + "of type BS contains duplicates.");
  return AttributeValue::Make(BinarySet{std::move(members)});
}

Result<AttributeValue> ReadNull(JsonValue owner) {
  TRY(const auto null, BoolMember(owner, "NULL"));
  if (!*null) return InvalidValues("Null attribute value types must have the value of true");
  return AttributeValue();
}

Result<AttributeMap> ReadMap(JsonValue map, int depth) {
  std::vector<std::pair<std::string_view, AttributeValue>> members;
  members.reserve(map.size());
  TRY(map.ForEachMember([&](std::string_view name, JsonValue value) -> Status {
    if (name.size() > kAttributeNameBytesMax)
      return InvalidValues("Attribute name is too large, must be less than 65536 bytes");
    if (name.empty()) return InvalidValues("Attribute name must not be empty");
    TRY(auto attribute, ReadNested(value, depth));
    members.emplace_back(name, std::move(attribute));
    return OkStatus();
  }));
  return MapOf(std::move(members));
}

Result<AttributeValue> ReadContent(JsonValue owner, std::string_view name, AttributeType type,
                                   int depth) {
  switch (type) {
    case AttributeType::kString: {
      TRY(const auto text, StringMember(owner, name));
      return AttributeValue::S(std::string(*text));
    }
    case AttributeType::kNumber: {
      TRY(Number number, ReadNumber(owner.Find(name)));
      return AttributeValue::N(std::move(number));
    }
    case AttributeType::kBinary: {
      TRY(Binary binary, ReadBinary(owner.Find(name)));
      return AttributeValue::Make(std::move(binary));
    }
    case AttributeType::kBool: {
      TRY(const auto value, BoolMember(owner, name));
      return AttributeValue::Bool(*value);
    }
    case AttributeType::kNull: return ReadNull(owner);
    default: break;
  }
  if (type == AttributeType::kMap) {
    TRY(const JsonValue map, MapMember(owner, name));
    if (depth == kNestingLevelsMax) return Validation(messages::kNestingTooDeep);
    TRY(AttributeMap attributes, ReadMap(map, depth + 1));
    return AttributeValue::M(std::move(attributes));
  }
  TRY(const JsonValue list, ArrayMember(owner, name));
  switch (type) {
    case AttributeType::kStringSet: return ReadStringSet(list);
    case AttributeType::kNumberSet: return ReadNumberSet(list);
    case AttributeType::kBinarySet: return ReadBinarySet(list);
    default: break;
  }
  if (depth == kNestingLevelsMax) return Validation(messages::kNestingTooDeep);
  TRY(auto members, ReadMembers<AttributeValue>(
                        list, [&](JsonValue element) { return ReadNested(element, depth + 1); }));
  return AttributeValue::L(std::move(members));
}

// `depth`: lists and maps around this value.
Result<AttributeValue> ReadNested(JsonValue value, int depth) {
  TRY(const JsonValue owner, AsStruct(value, "AttributeValue"));
  if (!owner.exists()) return Validation(messages::kAttributeEmpty);
  std::string_view name;
  std::optional<AttributeType> type;
  bool ambiguous = false;
  const Status walked = owner.ForEachMember([&](std::string_view member, JsonValue content) {
    const auto member_type = TypeOf(member);
    if (!member_type || content.Is(JsonValue::Kind::kNull)) return OkStatus();
    ambiguous |= type && type != member_type;
    type = member_type;
    name = member;
    return OkStatus();
  });
  (void)walked;  // The visitor never fails.
  if (!type) return Validation(messages::kAttributeEmpty);
  if (ambiguous) return Validation(messages::kAttributeAmbiguous);
  return ReadContent(owner, name, *type, depth);
}

constexpr auto kBase64Values = [] {
  std::array<int8_t, 256> values{};
  values.fill(-1);
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t i = 0; i < kDigits.size(); ++i)
    values[static_cast<unsigned char>(kDigits[i])] = static_cast<int8_t>(i);
  return values;
}();

}  // namespace

Result<AttributeValue> ReadAttribute(JsonValue value) { return ReadNested(value, 0); }

Result<Item> ReadItem(JsonValue map) { return ReadMap(map, 0); }

AttributeMap MapOf(std::vector<std::pair<std::string_view, AttributeValue>> members) {
  // Set moves what follows for each name between others: 16 MB of short names would take minutes.
  const auto by_name = [](const auto& a, const auto& b) { return a.first < b.first; };
  if (!std::is_sorted(members.begin(), members.end(), by_name)) {
    std::stable_sort(members.begin(), members.end(), by_name);
  }
  AttributeMap map;
  map.Reserve(members.size());
  for (auto& [name, value] : members) map.Set(std::string(name), std::move(value));
  return map;
}

Result<std::string> DecodeBase64(std::string_view text) {
  const auto fail = [](std::string message) {
    return Error{Errc::kSerialization, std::move(message)};
  };
  if (text.size() % 4 != 0)
    return fail("Base64 encoded length is expected a multiple of 4 bytes but found: " +
                std::to_string(text.size()));
  size_t digits = text.size();
  for (int pads = 0; pads < 2 && digits > 0 && text[digits - 1] == '='; ++pads) --digits;
  std::string bytes;
  bytes.reserve(digits * 3 / 4);
  uint32_t bits = 0;
  int count = 0;  // Bits not yet given out; those above were.
  for (const char c : text.substr(0, digits)) {
    const int8_t value = kBase64Values[static_cast<unsigned char>(c)];
    if (value < 0) return fail("Invalid Base64 character: '" + std::string(1, c) + "'");
    bits = bits << 6 | static_cast<uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<char>(bits >> count & 0xff));
  }
  // What is left over is padding and must be zero, or two texts would mean the same bytes.
  if ((bits & ((1U << count) - 1)) != 0)
    return fail("Invalid last non-pad Base64 character dectected");
  return bytes;
}

}  // namespace meridian

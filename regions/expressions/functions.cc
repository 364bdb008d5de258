#include "regions/expressions/functions.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace meridian {
namespace {

template <class T>
const T* Both(const AttributeValue& left, const AttributeValue& right) {
  return left.As<T>() != nullptr ? right.As<T>() : nullptr;
}

template <class Set, class Member>
bool IsMember(const AttributeValue& container, const AttributeValue& element) {
  const auto* set = container.As<Set>();
  const auto* member = element.As<Member>();
  return set != nullptr && member != nullptr && std::ranges::binary_search(set->members, *member);
}

size_t CountCharacters(std::string_view utf8) {
  return static_cast<size_t>(std::ranges::count_if(
      utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

bool IsOrdered(AttributeType type) {
  return type == AttributeType::kString || type == AttributeType::kNumber ||
         type == AttributeType::kBinary;
}

std::optional<std::strong_ordering> Order(const AttributeValue& left, const AttributeValue& right) {
  if (const auto* text = Both<std::string>(left, right)) return *left.As<std::string>() <=> *text;
  if (const auto* number = Both<Number>(left, right)) return *left.As<Number>() <=> *number;
  if (const auto* binary = Both<Binary>(left, right)) return *left.As<Binary>() <=> *binary;
  return std::nullopt;
}

std::optional<size_t> SizeOfValue(const AttributeValue& value) {
  switch (value.type()) {
    case AttributeType::kString: return CountCharacters(*value.As<std::string>());
    case AttributeType::kBinary: return value.As<Binary>()->bytes.size();
    case AttributeType::kStringSet: return value.As<StringSet>()->members.size();
    case AttributeType::kNumberSet: return value.As<NumberSet>()->members.size();
    case AttributeType::kBinarySet: return value.As<BinarySet>()->members.size();
    case AttributeType::kList: return value.As<List>()->size();
    case AttributeType::kMap: return value.As<AttributeMap>()->size();
    case AttributeType::kNumber:
    case AttributeType::kBool:
    case AttributeType::kNull: return std::nullopt;
  }
  return std::nullopt;
}

bool StartsWith(const AttributeValue& value, const AttributeValue& prefix) {
  if (const auto* text = Both<std::string>(value, prefix)) {
    return value.As<std::string>()->starts_with(*text);
  }
  if (const auto* binary = Both<Binary>(value, prefix)) {
    return value.As<Binary>()->bytes.starts_with(binary->bytes);
  }
  return false;
}

bool HoldsElement(const AttributeValue& container, const AttributeValue& element) {
  if (const auto* text = Both<std::string>(container, element)) {
    return container.As<std::string>()->contains(*text);
  }
  if (const auto* binary = Both<Binary>(container, element)) {
    return container.As<Binary>()->bytes.contains(binary->bytes);
  }
  if (const auto* list = container.As<List>()) {
    return std::ranges::find(*list, element) != list->end();
  }
  return IsMember<StringSet, std::string>(container, element) ||
         IsMember<NumberSet, Number>(container, element) ||
         IsMember<BinarySet, Binary>(container, element);
}

}  // namespace meridian

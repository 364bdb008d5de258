// Functions by name, and what the operators and functions of conditions mean for two values.
//
// Values of different types are never equal and have no order; only strings, numbers and binaries
// have one. Strings order by their UTF-8 bytes, binaries by unsigned bytes, numbers by value.
//
// Threads: plain functions.
// Source: Amazon DynamoDB Developer Guide, "Condition and filter expressions, operators,
// functions".
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <optional>
#include <string_view>

#include "storage/item/attribute.h"

namespace meridian {

// As expressions and messages write them: in conditions, and in updates.
inline constexpr std::string_view kSize = "size";
inline constexpr std::string_view kAttributeExists = "attribute_exists";
inline constexpr std::string_view kAttributeNotExists = "attribute_not_exists";
inline constexpr std::string_view kAttributeType = "attribute_type";
inline constexpr std::string_view kBeginsWith = "begins_with";
inline constexpr std::string_view kContains = "contains";
inline constexpr auto kConditionFunctions = std::to_array<std::string_view>(
    {kSize, kAttributeExists, kAttributeNotExists, kAttributeType, kBeginsWith, kContains});

inline constexpr std::string_view kIfNotExists = "if_not_exists";
inline constexpr std::string_view kListAppend = "list_append";
inline constexpr auto kUpdateFunctions =
    std::to_array<std::string_view>({kIfNotExists, kListAppend});

// Whether values of `type` can be ordered: S, N and B.
bool IsOrdered(AttributeType type);

// How `left` relates to `right`; nullopt unless both have the same ordered type.
std::optional<std::strong_ordering> Order(const AttributeValue& left, const AttributeValue& right);

// size(): characters of a string, bytes of a binary, members of a set, list or map; nullopt for
// the other types.
std::optional<size_t> SizeOfValue(const AttributeValue& value);

// begins_with(): both strings or both binaries.
bool StartsWith(const AttributeValue& value, const AttributeValue& prefix);

// contains(): a part of a string or binary, a member of a set, an element of a list.
bool HoldsElement(const AttributeValue& container, const AttributeValue& element);

}  // namespace meridian

// The limits of expressions, and the names that messages give the five kinds.
//
// Source: Amazon DynamoDB Developer Guide, "Quotas: expression parameters". The depth is ours: it
// bounds the parser's stack, and no expression within the other limits needs more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace meridian {

inline constexpr size_t kExpressionBytesMax = 4096;
inline constexpr size_t kExpressionOperatorsMax = 300;
inline constexpr size_t kExpressionInOperandsMax = 100;
inline constexpr size_t kPlaceholderBytesMax = 255;
inline constexpr size_t kSubstitutionBytesMax = size_t{2} * 1024 * 1024;
inline constexpr size_t kAttributeNameBytesMax = 65535;
inline constexpr size_t kExpressionDepthMax = 2 * kExpressionOperatorsMax + 2;

enum class ExpressionKind : uint8_t { kCondition, kFilter, kKeyCondition, kProjection, kUpdate };

// "ConditionExpression" and so on.
constexpr std::string_view ExpressionName(ExpressionKind kind) {
  switch (kind) {
    case ExpressionKind::kCondition: return "ConditionExpression";
    case ExpressionKind::kFilter: return "FilterExpression";
    case ExpressionKind::kKeyCondition: return "KeyConditionExpression";
    case ExpressionKind::kProjection: return "ProjectionExpression";
    case ExpressionKind::kUpdate: return "UpdateExpression";
  }
  return "";
}

}  // namespace meridian

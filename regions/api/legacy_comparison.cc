#include "regions/api/legacy_comparison.h"

#include <algorithm>
#include <array>
#include <compare>
#include <iterator>
#include <optional>
#include <utility>

#include "regions/api/attribute_json.h"
#include "regions/api/errors.h"
#include "regions/api/messages.h"
#include "regions/expressions/functions.h"
#include "regions/tables/constraints.h"
#include "storage/base/check.h"

namespace meridian {
namespace {

// In the order of LegacyOperator, which is that of DynamoDB's messages.
constexpr auto kNames =
    std::to_array<std::string_view>({"IN", "NULL", "BETWEEN", "LT", "NOT_CONTAINS", "EQ", "GT",
                                     "NOT_NULL", "NE", "LE", "BEGINS_WITH", "GE", "CONTAINS"});

bool CountFits(LegacyOperator op, size_t count) {
  switch (op) {
    case LegacyOperator::kNull:
    case LegacyOperator::kNotNull: return count == 0;
    case LegacyOperator::kIn: return count > 0;
    case LegacyOperator::kBetween: return count == 2;
    default: return count == 1;
  }
}

bool IsScalar(AttributeType type) {
  return IsOrdered(type) || type == AttributeType::kBool || type == AttributeType::kNull;
}

bool TypeFits(LegacyOperator op, AttributeType type) {
  switch (op) {
    case LegacyOperator::kEqual:
    case LegacyOperator::kNotEqual: return true;
    case LegacyOperator::kContains:
    case LegacyOperator::kNotContains: return IsScalar(type);
    case LegacyOperator::kBeginsWith:
      return type == AttributeType::kString || type == AttributeType::kBinary;
    default: return IsOrdered(type);
  }
}

ConditionNode Compared(Comparator comparator, Path path, AttributeValue value) {
  return ConditionNode{Comparison{comparator, std::move(path), std::move(value)}};
}

// A missing attribute contains nothing, but isn't known not to: the test is false of it.
ConditionNode NotContaining(Path path, AttributeValue element) {
  Logical without{Logical::Kind::kNot, {}};
  without.terms.push_back(ConditionNode{Contains{path, std::move(element)}});
  Logical both{Logical::Kind::kAnd, {}};
  both.terms.push_back(ConditionNode{Exists{std::move(path), true}});
  both.terms.push_back(ConditionNode{std::move(without)});
  return ConditionNode{std::move(both)};
}

ConditionNode OneOf(Path path, std::vector<AttributeValue> values) {
  In test{std::move(path), {}};
  test.candidates.reserve(values.size());
  std::ranges::move(values, std::back_inserter(test.candidates));
  return ConditionNode{std::move(test)};
}

}  // namespace

Result<LegacyOperator> ReadLegacyOperator(JsonValue condition, const std::string& member) {
  TRY(const auto name, StringMember(condition, "ComparisonOperator"));
  Constraints constraints;
  const std::string place = member + ".comparisonOperator";
  if (constraints.NotNull(place, name.has_value())) constraints.OneOf(place, *name, kNames);
  TRY(constraints.Check());
  return static_cast<LegacyOperator>(std::ranges::find(kNames, *name) - kNames.begin());
}

std::string_view LegacyOperatorName(LegacyOperator op) { return kNames[static_cast<size_t>(op)]; }

Result<std::vector<AttributeValue>> ReadOperands(JsonValue condition) {
  std::vector<AttributeValue> operands;
  TRY(const JsonValue list, ArrayMember(condition, "AttributeValueList"));
  if (!list.exists()) return operands;
  operands.reserve(list.size());
  TRY(list.ForEachElement([&](JsonValue element) -> Status {
    TRY(AttributeValue operand, ReadAttribute(element));
    operands.push_back(std::move(operand));
    return OkStatus();
  }));
  return operands;
}

Status CheckOperands(const LegacyComparison& comparison) {
  const auto& [op, operands] = comparison;
  const std::string name(LegacyOperatorName(op));
  if (!CountFits(op, operands.size())) {
    return InvalidParameter("Invalid number of argument(s) for the " + name +
                            " ComparisonOperator");
  }
  for (const AttributeValue& operand : operands) {
    if (operand.Is(operands.front().type())) continue;
    return InvalidParameter("AttributeValues inside AttributeValueList must be of same type");
  }
  for (const AttributeValue& operand : operands) {
    if (TypeFits(op, operand.type())) continue;
    return InvalidParameter("ComparisonOperator " + name + " is not valid for " +
                            std::string(TypeName(operand.type())) + " AttributeValue type");
  }
  if (op == LegacyOperator::kBetween &&
      Order(operands[0], operands[1]) == std::strong_ordering::greater) {
    return Validation(
        "The BETWEEN condition was provided a range where the lower bound is greater than the "
        "upper bound");
  }
  return OkStatus();
}

ConditionNode LegacyTest(std::string_view attribute, LegacyComparison comparison) {
  Path path{std::string(attribute), {}};
  auto& operands = comparison.operands;
  switch (comparison.op) {
    case LegacyOperator::kNull: return ConditionNode{Exists{std::move(path), false}};
    case LegacyOperator::kNotNull: return ConditionNode{Exists{std::move(path), true}};
    case LegacyOperator::kIn: return OneOf(std::move(path), std::move(operands));
    default: break;
  }
  CHECK(!operands.empty());
  AttributeValue& value = operands.front();
  const auto compared = [&](Comparator comparator) {
    return Compared(comparator, std::move(path), std::move(value));
  };
  switch (comparison.op) {
    case LegacyOperator::kEqual: return compared(Comparator::kEqual);
    case LegacyOperator::kNotEqual: return compared(Comparator::kNotEqual);
    case LegacyOperator::kLess: return compared(Comparator::kLess);
    case LegacyOperator::kLessOrEqual: return compared(Comparator::kLessOrEqual);
    case LegacyOperator::kGreater: return compared(Comparator::kGreater);
    case LegacyOperator::kGreaterOrEqual: return compared(Comparator::kGreaterOrEqual);
    case LegacyOperator::kContains:
      return ConditionNode{Contains{std::move(path), std::move(value)}};
    case LegacyOperator::kNotContains: return NotContaining(std::move(path), std::move(value));
    case LegacyOperator::kBeginsWith:
      return ConditionNode{BeginsWith{std::move(path), std::move(value)}};
    default: break;
  }
  CHECK(comparison.op == LegacyOperator::kBetween && operands.size() == 2);
  return ConditionNode{Between{std::move(path), std::move(value), std::move(operands[1])}};
}

}  // namespace meridian

#include "regions/expressions/condition_tests.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "regions/expressions/functions.h"
#include "regions/expressions/limits.h"
#include "regions/expressions/syntax.h"
#include "storage/base/check.h"

namespace meridian {
namespace {

constexpr auto kTypes = std::to_array<AttributeType>(
    {AttributeType::kString, AttributeType::kNumber, AttributeType::kBinary, AttributeType::kBool,
     AttributeType::kNull, AttributeType::kStringSet, AttributeType::kNumberSet,
     AttributeType::kBinarySet, AttributeType::kList, AttributeType::kMap});

constexpr auto kComparatorTexts =
    std::to_array<std::pair<Comparator, std::string_view>>({{Comparator::kEqual, "="},
                                                            {Comparator::kNotEqual, "<>"},
                                                            {Comparator::kLess, "<"},
                                                            {Comparator::kLessOrEqual, "<="},
                                                            {Comparator::kGreater, ">"},
                                                            {Comparator::kGreaterOrEqual, ">="}});

// What an operand's type is whatever the item holds; nullopt for a path.
std::optional<AttributeType> KnownType(const Operand& operand) {
  if (const auto* value = std::get_if<AttributeValue>(&operand)) return value->type();
  if (std::holds_alternative<SizeOf>(operand)) return AttributeType::kNumber;
  return std::nullopt;
}

// A literal as DynamoDB's BETWEEN messages show it: "{S:abc}".
std::string Show(const AttributeValue& value) {
  std::string shown = "AttributeValue: {" + std::string(TypeName(value.type())) + ":";
  if (const auto* text = value.As<std::string>()) shown += *text;
  if (const auto* number = value.As<Number>()) shown += number->text();
  if (const auto* binary = value.As<Binary>()) {
    const std::string bytes = std::to_string(binary->bytes.size());
    shown += "java.nio.HeapByteBuffer[pos=0 lim=" + bytes + " cap=" + bytes + "]";
  }
  return shown + "}";
}

Error Invalid(std::string problem) { return Error{Errc::kValidation, std::move(problem)}; }

Status CheckOrdered(std::string_view text, const std::vector<Operand>& operands) {
  for (const Operand& operand : operands) {
    const auto type = KnownType(operand);
    if (type && !IsOrdered(*type)) return WrongOperandType(text, TypeName(*type));
  }
  return OkStatus();
}

Status CheckDistinct(std::string_view text, const std::vector<Operand>& operands) {
  const auto* first = std::get_if<Path>(&operands.front());
  if (first == nullptr) return OkStatus();
  for (size_t i = 1; i < operands.size(); ++i) {
    const auto* other = std::get_if<Path>(&operands[i]);
    if (other == nullptr || *other != *first) continue;
    return Invalid(
        "The first operand must be distinct from the remaining operands for this operator or "
        "function; operator: " +
        std::string(text) + ", first operand: " + first->ToString());
  }
  return OkStatus();
}

Result<ConditionNode> MakeTypeTest(std::vector<Operand> operands) {
  const auto known = KnownType(operands[1]);
  if (known != AttributeType::kString) {
    return WrongOperandType(kAttributeType,
                            known ? TypeName(*known) : "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}");
  }
  const auto* literal = std::get_if<AttributeValue>(&operands[1]);
  CHECK(literal != nullptr);
  const std::string& name = *literal->As<std::string>();
  const auto type = std::ranges::find(kTypes, name, TypeName);
  if (type == kTypes.end()) {
    return Invalid("Invalid attribute type name found; type: " + name +
                   ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
  }
  return ConditionNode{HasType{std::move(operands[0]), *type}};
}

}  // namespace

std::string_view ComparatorText(Comparator comparator) {
  return std::ranges::find(kComparatorTexts, comparator,
                           [](const auto& entry) { return entry.first; })
      ->second;
}

Status CheckOperandCount(std::string_view function, size_t given, size_t expected) {
  if (given == expected) return OkStatus();
  return Invalid("Incorrect number of operands for operator or function; operator or function: " +
                 std::string(function) + ", number of operands: " + std::to_string(given));
}

Result<Operand> MakeSizeOf(Operand measured) {
  if (auto* path = std::get_if<Path>(&measured)) return Operand(SizeOf{std::move(*path)});
  auto* value = std::get_if<AttributeValue>(&measured);
  if (value == nullptr || !SizeOfValue(*value)) {
    return WrongOperandType(kSize, TypeName(*KnownType(measured)));
  }
  return Operand(SizeOf{std::move(*value)});
}

Result<ConditionNode> MakeComparison(Comparator comparator, std::vector<Operand> operands) {
  CHECK(operands.size() == 2);
  const std::string_view text = ComparatorText(comparator);
  TRY(CheckDistinct(text, operands));
  if (comparator != Comparator::kEqual && comparator != Comparator::kNotEqual) {
    TRY(CheckOrdered(text, operands));
  }
  return ConditionNode{Comparison{comparator, std::move(operands[0]), std::move(operands[1])}};
}

Result<ConditionNode> MakeBetween(std::vector<Operand> operands) {
  CHECK(operands.size() == 3);
  TRY(CheckDistinct(kOperatorBetween, operands));
  TRY(CheckOrdered(kOperatorBetween, operands));
  const auto* low = std::get_if<AttributeValue>(&operands[1]);
  const auto* high = std::get_if<AttributeValue>(&operands[2]);
  if (low != nullptr && high != nullptr) {
    const auto order = Order(*low, *high);
    if (!order || *order == std::strong_ordering::greater) {
      return Invalid(std::string("The BETWEEN operator requires ") +
                     (order ? "upper bound to be greater than or equal to lower bound"
                            : "same data type for lower and upper bounds") +
                     "; lower bound operand: " + Show(*low) +
                     ", upper bound operand: " + Show(*high));
    }
  }
  return ConditionNode{
      Between{std::move(operands[0]), std::move(operands[1]), std::move(operands[2])}};
}

Result<ConditionNode> MakeIn(std::vector<Operand> operands) {
  CHECK(!operands.empty());
  const size_t candidates = operands.size() - 1;
  if (candidates > kExpressionInOperandsMax) {
    return Invalid("The IN operator is provided with too many operands; number of operands: " +
                   std::to_string(candidates));
  }
  TRY(CheckDistinct(kOperatorIn, operands));
  Operand operand = std::move(operands.front());
  operands.erase(operands.begin());
  return ConditionNode{In{std::move(operand), std::move(operands)}};
}

Result<ConditionNode> MakeFunctionTest(std::string_view function, std::vector<Operand> operands) {
  if (function == kAttributeExists || function == kAttributeNotExists) {
    TRY(CheckOperandCount(function, operands.size(), 1));
    auto* path = std::get_if<Path>(&operands.front());
    if (path == nullptr) return NeedsPath(function);
    return ConditionNode{Exists{std::move(*path), function == kAttributeExists}};
  }
  TRY(CheckOperandCount(function, operands.size(), 2));
  TRY(CheckDistinct(function, operands));
  if (function == kAttributeType) return MakeTypeTest(std::move(operands));
  if (function == kContains) {
    return ConditionNode{Contains{std::move(operands[0]), std::move(operands[1])}};
  }
  CHECK(function == kBeginsWith);
  for (const Operand& operand : operands) {
    const auto type = KnownType(operand);
    if (type && *type != AttributeType::kString && *type != AttributeType::kBinary) {
      return WrongOperandType(kBeginsWith, TypeName(*type));
    }
  }
  return ConditionNode{BeginsWith{std::move(operands[0]), std::move(operands[1])}};
}

Error WrongOperandType(std::string_view operator_or_function, std::string_view type) {
  std::string problem("Incorrect operand type for operator or function; operator or function: ");
  problem.append(operator_or_function).append(", operand type: ").append(type);
  return Invalid(std::move(problem));
}

Error NeedsPath(std::string_view function) {
  return Invalid("Operator or function requires a document path; operator or function: " +
                 std::string(function));
}

}  // namespace meridian

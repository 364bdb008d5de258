#include "regions/expressions/binder.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>

#include "regions/expressions/errors.h"
#include "regions/expressions/functions.h"
#include "regions/expressions/reserved_words.h"
#include "storage/base/check.h"

namespace meridian {
namespace {

bool IsPlaceholder(std::string_view name) { return name.starts_with('#'); }

bool IsOneOf(std::span<const std::string_view> functions, std::string_view name) {
  return std::ranges::find(functions, name) != functions.end();
}

// nullopt if `digits` passes DynamoDB's greatest index (a Java int).
std::optional<size_t> ParseIndex(std::string_view digits) {
  uint64_t index = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  if (error != std::errc() || index > std::numeric_limits<int32_t>::max()) return std::nullopt;
  return static_cast<size_t>(index);
}

}  // namespace

Status Binder::CheckWords(const SyntaxNode& node) const {
  const auto check = [this](std::string_view name) -> Status {
    if (IsPlaceholder(name) || !IsReservedWord(name)) return OkStatus();
    return Invalid("Attribute name is a reserved keyword; reserved keyword: " + std::string(name));
  };
  if (node.kind == SyntaxNode::Kind::kPath) {
    TRY(check(node.text));
    for (const SyntaxStep& step : node.steps) {
      if (!step.is_index) {
        TRY(check(step.text));
      } else if (!ParseIndex(step.text)) {
        return Invalid("List index is not within the allowable range; index: [" +
                       std::string(step.text) + "]");
      }
    }
  }
  for (const SyntaxNode& child : node.children) TRY(CheckWords(child));
  return OkStatus();
}

Status Binder::CheckFunctions(const SyntaxNode& node) const {
  if (node.kind == SyntaxNode::Kind::kCall) {
    const bool update = kind_ == ExpressionKind::kUpdate;
    const bool of_updates = IsOneOf(kUpdateFunctions, node.text);
    if (!of_updates && !IsOneOf(kConditionFunctions, node.text)) {
      return Invalid("Invalid function name; function: " + std::string(node.text));
    }
    if (update != of_updates) {
      return Invalid("The function is not allowed in " +
                     std::string(update ? "an update" : "a condition") +
                     " expression; function: " + std::string(node.text));
    }
  }
  for (const SyntaxNode& child : node.children) TRY(CheckFunctions(child));
  return OkStatus();
}

Status Binder::CheckNamesDefined(const SyntaxNode& node) {
  return CheckPlaceholders(node, true, false);
}

Status Binder::CheckValuesDefined(const SyntaxNode& node) {
  return CheckPlaceholders(node, false, true);
}

Status Binder::CheckDefined(const SyntaxNode& node) { return CheckPlaceholders(node, true, true); }

Status Binder::CheckName(std::string_view name) {
  if (!IsPlaceholder(name) || substitutions_.UseName(name) != nullptr) return OkStatus();
  return Invalid(
      "An expression attribute name used in the document path is not defined; attribute name: " +
      std::string(name));
}

Status Binder::CheckPlaceholders(const SyntaxNode& node, bool names, bool values) {
  if (names && node.kind == SyntaxNode::Kind::kPath) {
    TRY(CheckName(node.text));
    for (const SyntaxStep& step : node.steps) {
      if (!step.is_index) TRY(CheckName(step.text));
    }
  }
  if (values && node.kind == SyntaxNode::Kind::kValue &&
      substitutions_.UseValue(node.text) == nullptr) {
    return Invalid(
        "An expression attribute value used in expression is not defined; attribute value: " +
        std::string(node.text));
  }
  for (const SyntaxNode& child : node.children) TRY(CheckPlaceholders(child, names, values));
  return OkStatus();
}

std::string Binder::BindName(std::string_view name) {
  if (!IsPlaceholder(name)) return std::string(name);
  const std::string* bound = substitutions_.UseName(name);
  CHECK(bound != nullptr);
  return *bound;
}

Path Binder::BindPath(const SyntaxNode& node) {
  CHECK(node.kind == SyntaxNode::Kind::kPath);
  Path path{BindName(node.text), {}};
  path.steps.reserve(node.steps.size());
  for (const SyntaxStep& step : node.steps) {
    if (step.is_index) {
      const std::optional<size_t> index = ParseIndex(step.text);
      CHECK(index.has_value());
      path.steps.emplace_back(*index);
    } else {
      path.steps.emplace_back(BindName(step.text));
    }
  }
  return path;
}

AttributeValue Binder::BindValue(const SyntaxNode& node) {
  CHECK(node.kind == SyntaxNode::Kind::kValue);
  const AttributeValue* value = substitutions_.UseValue(node.text);
  CHECK(value != nullptr);
  return *value;
}

Status Binder::CheckOperandCount(const SyntaxNode& node, size_t count) const {
  if (node.children.size() == count) return OkStatus();
  return Invalid("Incorrect number of operands for operator or function; operator or function: " +
                 std::string(node.text) +
                 ", number of operands: " + std::to_string(node.children.size()));
}

Error Binder::Invalid(std::string_view problem) const { return InvalidExpression(kind_, problem); }

Error Binder::WrongOperandType(std::string_view operator_or_function, std::string_view type) const {
  std::string problem("Incorrect operand type for operator or function; operator or function: ");
  problem.append(operator_or_function).append(", operand type: ").append(type);
  return Invalid(problem);
}

Error Binder::NeedsPath(std::string_view function) const {
  std::string problem("Operator or function requires a document path; operator or function: ");
  return Invalid(problem.append(function));
}

}  // namespace meridian

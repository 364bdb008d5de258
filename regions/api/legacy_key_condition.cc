#include "regions/api/legacy_key_condition.h"

#include <string>
#include <utility>

#include "regions/api/errors.h"
#include "regions/api/legacy_comparison.h"
#include "regions/api/legacy_parameters.h"

namespace meridian {
namespace {

constexpr size_t kKeyConditionsMax = 2;

bool IsIndexable(LegacyOperator op) {
  switch (op) {
    case LegacyOperator::kEqual:
    case LegacyOperator::kLess:
    case LegacyOperator::kLessOrEqual:
    case LegacyOperator::kGreater:
    case LegacyOperator::kGreaterOrEqual:
    case LegacyOperator::kBetween:
    case LegacyOperator::kBeginsWith: return true;
    default: return false;
  }
}

Result<ConditionNode> ReadTest(std::string_view attribute, JsonValue condition) {
  const std::string name(attribute);
  if (!condition.exists()) {
    return Validation("The filter condition for an attribute cannot be null: " + name);
  }
  LegacyComparison comparison;
  TRY(comparison.op, ReadLegacyOperator(condition, "keyConditions." + name + ".member"));
  TRY(comparison.operands, ReadOperands(condition));
  TRY(CheckOperands(comparison));
  if (!IsIndexable(comparison.op)) {
    return Validation("Attempted conditional constraint is not an indexable operation");
  }
  return LegacyTest(attribute, std::move(comparison));
}

}  // namespace

Result<std::optional<ConditionNode>> ReadKeyConditions(JsonValue body) {
  TRY(const auto conditions, ReadByAttribute(body, "KeyConditions", "Condition"));
  if (!conditions) return std::optional<ConditionNode>();
  Logical all{Logical::Kind::kAnd, {}};
  for (const auto& [attribute, condition] : *conditions) {
    TRY(ConditionNode test, ReadTest(attribute, condition));
    all.terms.push_back(std::move(test));
  }
  if (all.terms.empty() || all.terms.size() > kKeyConditionsMax) {
    return Validation("Conditions can be of length 1 or 2 only");
  }
  return std::optional(ConditionNode{std::move(all)});
}

}  // namespace meridian

#include "regions/api/legacy_condition.h"

#include <string>
#include <utility>
#include <vector>

#include "regions/api/attribute_json.h"
#include "regions/api/errors.h"
#include "regions/api/legacy_comparison.h"
#include "regions/api/legacy_parameters.h"
#include "regions/api/request.h"
#include "regions/tables/constraints.h"

namespace meridian {
namespace {

using ReadTest = Result<ConditionNode> (*)(std::string_view parameter, std::string_view attribute,
                                           JsonValue structure);

// The same attribute's place in messages: "expected.a.member".
std::string Place(std::string_view parameter, std::string_view attribute) {
  std::string place(parameter);
  if (place[0] >= 'A' && place[0] <= 'Z') place[0] = static_cast<char>(place[0] - 'A' + 'a');
  return place.append(".").append(attribute).append(".member");
}

// How an ExpectedAttributeValue's members must fit together.
Status CheckShape(std::string_view attribute, bool comparison, bool values, bool value,
                  const std::optional<bool>& exists) {
  const std::string of = " for Attribute: " + std::string(attribute);
  if (value && values) {
    return InvalidParameter("Value and AttributeValueList cannot be used together" + of);
  }
  if (comparison && exists) {
    return InvalidParameter("Exists and ComparisonOperator cannot be used together" + of);
  }
  if (comparison) return OkStatus();
  if (values) {
    return InvalidParameter("AttributeValueList can only be used with a ComparisonOperator" + of);
  }
  if (exists.value_or(true) && !value) {
    return InvalidParameter("Value must be provided when Exists is " +
                            std::string(exists ? "true" : "null") + of);
  }
  if (!exists.value_or(true) && value) {
    return InvalidParameter("Value cannot be used when Exists is false" + of);
  }
  return OkStatus();
}

Result<ConditionNode> ReadExpectation(std::string_view parameter, std::string_view attribute,
                                      JsonValue expected) {
  if (!expected.exists()) {
    return InvalidParameter("ExpectedAttributeValue must not be null for Attribute: " +
                            std::string(attribute));
  }
  const bool has_operator = expected.Find("ComparisonOperator").exists();
  const bool has_list = expected.Find("AttributeValueList").exists();
  const JsonValue value = expected.Find("Value");
  TRY(const auto exists, BoolMember(expected, "Exists"));
  LegacyComparison comparison;
  if (has_operator) {
    TRY(comparison.op, ReadLegacyOperator(expected, Place(parameter, attribute)));
  }
  TRY(CheckShape(attribute, has_operator, has_list, value.exists(), exists));
  if (exists == false) comparison.op = LegacyOperator::kNull;
  const bool takes_none =
      comparison.op == LegacyOperator::kNull || comparison.op == LegacyOperator::kNotNull;
  if (!takes_none && !has_list && !value.exists()) {
    return InvalidParameter("Value or AttributeValueList must be used with ComparisonOperator: " +
                            std::string(LegacyOperatorName(comparison.op)) +
                            " for Attribute: " + std::string(attribute));
  }
  TRY(comparison.operands, ReadOperands(expected));
  if (value.exists()) {
    TRY(AttributeValue operand, ReadAttribute(value));
    comparison.operands.push_back(std::move(operand));
  }
  TRY(CheckOperands(comparison));
  return LegacyTest(attribute, std::move(comparison));
}

Result<ConditionNode> ReadCondition(std::string_view parameter, std::string_view attribute,
                                    JsonValue condition) {
  if (!condition.exists()) {
    return Validation("The filter condition for an attribute cannot be null: " +
                      std::string(attribute));
  }
  LegacyComparison comparison;
  TRY(comparison.op, ReadLegacyOperator(condition, Place(parameter, attribute)));
  TRY(comparison.operands, ReadOperands(condition));
  TRY(CheckOperands(comparison));
  return LegacyTest(attribute, std::move(comparison));
}

// ConditionalOperator: kOr or, by default, kAnd.
Result<Logical::Kind> ReadJoint(JsonValue body, size_t terms) {
  Constraints constraints;
  TRY(const auto name,
      EnumMember(body, "ConditionalOperator", "conditionalOperator", {"OR", "AND"}, &constraints));
  TRY(constraints.Check());
  if (name && terms == 0) {
    return Validation("ConditionalOperator cannot be used without Filter or Expected");
  }
  if (name && terms == 1) {
    return Validation(
        "ConditionalOperator can only be used when Filter or Expected has two or more elements");
  }
  return name == "OR" ? Logical::Kind::kOr : Logical::Kind::kAnd;
}

Result<std::optional<Condition>> Read(JsonValue body, std::string_view parameter,
                                      std::string_view type, ReadTest read_test) {
  TRY(const auto structures, ReadByAttribute(body, parameter, type));
  TRY(const Logical::Kind joint, ReadJoint(body, structures ? structures->size() : 0));
  if (!structures || structures->empty()) return std::optional<Condition>();
  Logical all{joint, {}};
  all.terms.reserve(structures->size());
  for (const auto& [attribute, structure] : *structures) {
    TRY(ConditionNode test, read_test(parameter, attribute, structure));
    all.terms.push_back(std::move(test));
  }
  return std::optional(Condition(ConditionNode{std::move(all)}));
}

}  // namespace

Result<std::optional<Condition>> ReadExpected(JsonValue body) {
  return Read(body, "Expected", "ExpectedAttributeValue", ReadExpectation);
}

Result<std::optional<Condition>> ReadLegacyFilter(JsonValue body, std::string_view parameter) {
  return Read(body, parameter, "Condition", ReadCondition);
}

}  // namespace meridian

// The comparisons of the parameters from before expressions: Expected, QueryFilter, ScanFilter and
// KeyConditions are maps of them, by attribute.
//
// They become the trees that expressions become (regions/expressions/ast.h), so that there is one
// meaning of each test. Only top-level attributes can be compared: a dot belongs to the name.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, Condition, ExpectedAttributeValue; answers of DynamoDB.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "regions/api/json.h"
#include "regions/expressions/ast.h"
#include "storage/base/result.h"
#include "storage/item/attribute.h"

namespace meridian {

enum class LegacyOperator : uint8_t {
  kIn,
  kNull,
  kBetween,
  kLess,
  kNotContains,
  kEqual,
  kGreater,
  kNotNull,
  kNotEqual,
  kLessOrEqual,
  kBeginsWith,
  kGreaterOrEqual,
  kContains,
};

struct LegacyComparison {
  LegacyOperator op = LegacyOperator::kEqual;
  std::vector<AttributeValue> operands;
};

// The ComparisonOperator of `condition`, whose place in the request `member` names for messages
// ("keyConditions.p.member"). kValidation unless it is one of the thirteen.
Result<LegacyOperator> ReadLegacyOperator(JsonValue condition, const std::string& member);
// "BEGINS_WITH" and so on.
std::string_view LegacyOperatorName(LegacyOperator op);

// The AttributeValueList of `condition`; empty if it is absent.
Result<std::vector<AttributeValue>> ReadOperands(JsonValue condition);

// kValidation unless there are as many operands as the operator takes, of one type, which it can
// compare, and BETWEEN has its bounds in order.
Status CheckOperands(const LegacyComparison& comparison);

// What `comparison` says of `attribute`. Requires: CheckOperands is OK.
ConditionNode LegacyTest(std::string_view attribute, LegacyComparison comparison);

}  // namespace meridian

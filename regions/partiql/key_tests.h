// What a condition says of key attributes: its tests of whole attributes against values.
//
// Threads: plain functions; results point into the conditions they are given.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "regions/expressions/ast.h"
#include "regions/expressions/key_condition.h"
#include "storage/base/result.h"

namespace meridian::partiql {

// The conditions of which `condition` is the AND; itself if it is none, nothing if it is absent.
std::vector<const ConditionNode*> Conjuncts(const std::optional<ConditionNode>& condition);

// attribute = value, or attribute within a bound.
struct KeyTest {
  std::string_view attribute;
  bool equal;
  RangeBound bound;  // With `equal`, only `bound.value` counts.
};
// nullopt if `condition` is anything else.
std::optional<KeyTest> AsKeyTest(const ConditionNode& condition);

// The only values of `attribute` with which `condition` can be true. `exact`: with them it is true.
struct PossibleValues {
  std::vector<AttributeValue> values;  // Each once.
  bool exact;
};
// nullopt if `condition` leaves that open.
std::optional<PossibleValues> ValuesOf(const ConditionNode& condition, std::string_view attribute);

// kValidation, in DynamoDB's words, if `condition` steps into a key attribute, tests one against a
// value of another type, or lists too many partition keys.
Status CheckKeyOperands(const ConditionNode& condition, const KeyNames& key);

// kValidation if `test` of `attribute` is against a value of another type, or is equality with an
// empty one: "Key attribute's data type should match its data type in table's schema: Key p".
Status CheckKeyTest(const KeyTest& test, const KeyNames::Attribute& attribute);

}  // namespace meridian::partiql

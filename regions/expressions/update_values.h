// The values that an update's actions compute from the item as it was.
//
// Threads: plain functions.
// Source: Amazon DynamoDB Developer Guide, "Update expressions".
#pragma once

#include <optional>

#include "regions/expressions/ast.h"
#include "storage/base/result.h"
#include "storage/item/attribute.h"

namespace meridian {

// Whether `operand` can be one of such a call, as far as that is known without an item. kValidation
// with the bare problem ("Incorrect operand type for operator or function; …") if not.
Status CheckOperand(UpdateCall::Kind call, const UpdateValue& operand);

// The right-hand side of a SET. kValidation, in DynamoDB's words, if it reads an attribute that
// `before` lacks, an operand has the wrong type, or a number leaves its range.
Result<AttributeValue> Compute(const UpdateValue& value, const Item& before);

// What ADD and DELETE of expressions say of an attribute that doesn't fit their operand.
inline constexpr char kWrongOperandType[] =
    "An operand in the update expression has an incorrect data type";

// ADD: the sum of two numbers, the union of two sets of one kind, or a list with another behind it
// (which only the legacy AttributeUpdates can ask for); `existing` nullptr counts as 0 or as empty.
// kValidation with the text `mismatch` if the types do not match, or as Number::Add.
Result<AttributeValue> AddTo(const AttributeValue* existing, const AttributeValue& operand,
                             const char* mismatch = kWrongOperandType);

// DELETE: `existing` without the members of `operand`; nullopt if none remains. kValidation with
// the text `mismatch` if they are not sets of one kind.
Result<std::optional<AttributeValue>> DeleteFrom(const AttributeValue& existing,
                                                 const AttributeValue& operand,
                                                 const char* mismatch = kWrongOperandType);

}  // namespace meridian

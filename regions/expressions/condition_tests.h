// Tests of conditions, made from their operands: what operators and functions accept.
//
// The rules that need no item are here, once for every language that conditions are written in:
// numbers and types of operands, operands that must differ, bounds in order.
//
// Errors are kValidation with the bare problem ("Incorrect operand type for operator or function;
// …"); who knows the kind of expression puts its name before it.
//
// Threads: plain functions.
// Source: Amazon DynamoDB Developer Guide, "Condition and filter expressions, operators,
// functions".
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "regions/expressions/ast.h"
#include "storage/base/result.h"

namespace meridian {

// "=", "<>" and so on.
std::string_view ComparatorText(Comparator comparator);

// kValidation unless `function` was given `expected` arguments.
Status CheckOperandCount(std::string_view function, size_t given, size_t expected);

// size(measured).
Result<Operand> MakeSizeOf(Operand measured);

// Requires: two operands; three; at least one (the first is tested against the others).
Result<ConditionNode> MakeComparison(Comparator comparator, std::vector<Operand> operands);
Result<ConditionNode> MakeBetween(std::vector<Operand> operands);
Result<ConditionNode> MakeIn(std::vector<Operand> operands);

// A call of one of kConditionFunctions, other than size. Checks the number of operands too.
Result<ConditionNode> MakeFunctionTest(std::string_view function, std::vector<Operand> operands);

// "Incorrect operand type for operator or function; operator or function: X, operand type: T".
Error WrongOperandType(std::string_view operator_or_function, std::string_view type);
// "Operator or function requires a document path; operator or function: X".
Error NeedsPath(std::string_view function);

}  // namespace meridian

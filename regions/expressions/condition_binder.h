// Parsed conditions to condition trees: everything that can be checked without an item.
//
// The order of checks is DynamoDB's: parentheses, unknown functions, functions out of place,
// reserved words; then condition by condition: undefined placeholders, numbers of operands,
// operands that must differ, operand types.
//
// Threads: confined to the request.
#pragma once

#include <string_view>

#include "regions/expressions/ast.h"
#include "regions/expressions/limits.h"
#include "regions/expressions/substitutions.h"
#include "storage/base/result.h"

namespace meridian {

// `kind` is kCondition, kFilter or kKeyCondition; it appears in messages.
Result<ConditionNode> ParseConditionTree(std::string_view text, ExpressionKind kind,
                                         Substitutions& substitutions);

}  // namespace meridian

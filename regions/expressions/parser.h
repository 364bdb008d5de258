// The grammars: expression text to parse trees.
//
// Recursive descent with one token of lookahead. Nesting is bounded by kExpressionDepthMax, so no
// text can exhaust the stack; operators and functions are counted against their limit on the way.
// Errors are kValidation in DynamoDB's words: the size first, then the first syntax error.
//
// Threads: plain functions. The trees point into `text`, which must outlive them.
// Source: Amazon DynamoDB Developer Guide, "Expressions"; precedence, high to low: comparisons, IN,
// BETWEEN, functions, parentheses, NOT, AND, OR.
#pragma once

#include <string_view>
#include <vector>

#include "regions/expressions/limits.h"
#include "regions/expressions/syntax.h"
#include "storage/base/result.h"

namespace meridian {

// `kind` is kCondition, kFilter or kKeyCondition; it appears in messages.
Result<ConditionSyntax> ParseConditionSyntax(std::string_view text, ExpressionKind kind);

// The sections in text order; a section may occur twice (the binder refuses that).
Result<std::vector<UpdateSectionSyntax>> ParseUpdateSyntax(std::string_view text);

// Path nodes.
Result<std::vector<SyntaxNode>> ParseProjectionSyntax(std::string_view text);

}  // namespace meridian

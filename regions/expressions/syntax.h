// The parse tree: what an expression's text says, before its placeholders mean anything.
//
// Text and grammar alone make this tree; names, values, types and functions are checked when it is
// bound to a request's substitutions (see binder.h). Views point into the expression's text.
//
// Threads: values.
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

namespace meridian {

// A member name or "#placeholder"; or the digits of a list index.
struct SyntaxStep {
  std::string_view text;
  bool is_index;
};

struct SyntaxNode {
  enum class Kind : uint8_t {
    kPath,      // text: the first name; steps: the rest
    kValue,     // text: ":placeholder"
    kCall,      // text: the function's name; children: its arguments
    kOperator,  // text: one of the operators below; children: its operands, in text order
  };
  Kind kind;
  std::string_view text;
  std::vector<SyntaxStep> steps;
  std::vector<SyntaxNode> children;
  bool parenthesised = false;
};

// Operators as they appear in SyntaxNode::text and in messages, besides the comparators and "+",
// "-".
inline constexpr std::string_view kOperatorAnd = "AND";
inline constexpr std::string_view kOperatorOr = "OR";
inline constexpr std::string_view kOperatorNot = "NOT";
inline constexpr std::string_view kOperatorBetween = "BETWEEN";
inline constexpr std::string_view kOperatorIn = "IN";

struct ConditionSyntax {
  SyntaxNode root;
  bool redundant_parentheses = false;
};

struct UpdateClauseSyntax {
  SyntaxNode path;
  SyntaxNode value;  // Unused in REMOVE.
};
struct UpdateSectionSyntax {
  std::string_view keyword;  // "SET", "REMOVE", "ADD", "DELETE".
  std::vector<UpdateClauseSyntax> clauses;
};

}  // namespace meridian

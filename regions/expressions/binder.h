// Parse trees to resolved trees: the checks and replacements that all kinds of expression share.
//
// Binding goes over a tree several times, one kind of mistake at a time, because DynamoDB reports a
// reserved word anywhere before an undefined placeholder anywhere, and so on.
//
// Threads: confined to the request.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "regions/expressions/limits.h"
#include "regions/expressions/path.h"
#include "regions/expressions/substitutions.h"
#include "regions/expressions/syntax.h"
#include "storage/base/result.h"
#include "storage/item/attribute.h"

namespace meridian {

class Binder {
 public:
  // `substitutions` must outlive this.
  Binder(ExpressionKind kind, Substitutions& substitutions)
      : kind_(kind), substitutions_(substitutions) {}

  // Each is kValidation for the first offender in `node` and below it, in text order.
  // Reserved words as names; list indexes out of range.
  Status CheckWords(const SyntaxNode& node) const;
  // Calls of functions that this kind of expression doesn't have (names are case-sensitive).
  Status CheckFunctions(const SyntaxNode& node) const;
  // Placeholders without a meaning. Marks the others used.
  Status CheckNamesDefined(const SyntaxNode& node);
  Status CheckValuesDefined(const SyntaxNode& node);
  // Both at once.
  Status CheckDefined(const SyntaxNode& node);

  // Requires: `node` passed the checks above.
  Path BindPath(const SyntaxNode& node);
  AttributeValue BindValue(const SyntaxNode& node);

  // kValidation unless the call `node` has `count` arguments.
  Status CheckOperandCount(const SyntaxNode& node, size_t count) const;

  Error Invalid(std::string_view problem) const;
  Error WrongOperandType(std::string_view operator_or_function, std::string_view type) const;
  Error NeedsPath(std::string_view function) const;

 private:
  Status CheckName(std::string_view name);
  Status CheckPlaceholders(const SyntaxNode& node, bool names, bool values);
  std::string BindName(std::string_view name);

  ExpressionKind kind_;
  Substitutions& substitutions_;
};

}  // namespace meridian

// Conditions: a tree and an item to true or false.
//
// ConditionExpression and FilterExpression. All checks that need no item happen when the text is
// parsed; evaluation cannot fail: what does not fit (another type, a missing attribute) is false,
// and `<>` with anything missing is true.
//
// Threads: a Condition is immutable; any number of threads may evaluate it.
// Source: Amazon DynamoDB Developer Guide, "Condition and filter expressions, operators,
// functions".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "regions/expressions/ast.h"
#include "regions/expressions/limits.h"
#include "regions/expressions/substitutions.h"
#include "storage/base/result.h"
#include "storage/item/attribute.h"

namespace meridian {

class Condition {
 public:
  // Always true.
  Condition();
  explicit Condition(ConditionNode root);

  // Whether the condition is true of `item`; nullptr is an item that does not exist (no
  // attributes).
  bool Holds(const Item* item) const;

  // Every path mentioned, in order of appearance. A filter may not name a primary key attribute:
  // see CheckNamesNoKey.
  const std::vector<Path>& paths() const { return paths_; }
  const ConditionNode& root() const { return root_; }

 private:
  ConditionNode root_;
  std::vector<Path> paths_;
};

// Parses and checks `text`. `kind` is kCondition or kFilter and appears in messages. Errors are
// kValidation in DynamoDB's words.
Result<Condition> ParseCondition(std::string_view text, ExpressionKind kind,
                                 Substitutions& substitutions);

// For a Query's filter, which messages call `subject`: "Filter Expression can only contain
// non-primary key attributes: Primary key attribute: X" for the first path that starts at one of
// `key_attributes`.
Status CheckNamesNoKey(const Condition& filter, const std::vector<std::string>& key_attributes,
                       std::string_view subject = "Filter Expression");

}  // namespace meridian

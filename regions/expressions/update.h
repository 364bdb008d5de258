// Updates: a list of actions and an item to the next item.
//
// Every right-hand side reads the item as it was before the update. SET comes first (list indexes
// ascending, so that several elements beyond the end append in order), then ADD and DELETE, then
// REMOVE from the highest index down, so that each index means the element it named before.
//
// Threads: an UpdateProgram is immutable; any number of threads may apply it.
// Source: Amazon DynamoDB Developer Guide, "Update expressions".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "regions/expressions/ast.h"
#include "regions/expressions/limits.h"
#include "regions/expressions/substitutions.h"
#include "regions/expressions/update_values.h"
#include "storage/base/result.h"
#include "storage/item/attribute.h"

namespace meridian {

class UpdateProgram;

// Parses and checks an UpdateExpression. Errors are kValidation in DynamoDB's words.
Result<UpdateProgram> ParseUpdate(std::string_view text, Substitutions& substitutions);

class UpdateProgram {
 public:
  // Changes nothing: an UpdateItem without UpdateExpression.
  UpdateProgram() = default;
  // The program of `actions`; kValidation if two of their paths overlap or conflict. The value of
  // kAdd and kDelete must be a literal: a number or list (kAdd only) or a set. `mismatch`, which
  // must outlive the program, is what Apply says of an attribute that doesn't fit that value.
  static Result<UpdateProgram> Make(std::vector<UpdateAction> actions,
                                    const char* mismatch = kWrongOperandType);

  // The item after the update. `before` is the stored item, or only the key attributes when there
  // is none; `item_exists` tells which, because clearing below a missing attribute is an error
  // only in an existing item. Sizes, nesting depth and index keys are for the caller to check.
  // kValidation, in DynamoDB's words, if the item does not allow the update.
  Result<Item> Apply(const Item& before, bool item_exists) const;

  // The fragments of `item` that the update names: UPDATED_OLD of the item before, UPDATED_NEW of
  // the item after. Nested paths give pruned documents.
  Item ProjectTouched(const Item& item) const;

  // "One or more parameter values were invalid: Cannot update attribute X. This attribute is part
  // of the key" for the first action that starts at one of `key_attributes`.
  Status CheckTouchesNoKey(const std::vector<std::string>& key_attributes) const;

  const std::vector<UpdateAction>& actions() const { return actions_; }
  bool empty() const { return actions_.empty(); }

 private:
  friend Result<UpdateProgram> ParseUpdate(std::string_view text, Substitutions& substitutions);
  UpdateProgram(std::vector<UpdateAction> actions, PathTree touched);

  std::vector<UpdateAction> actions_;
  PathTree touched_;
  const char* mismatch_ = kWrongOperandType;
};

}  // namespace meridian

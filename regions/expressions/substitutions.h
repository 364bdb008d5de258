// What the placeholders of a request's expressions stand for, and which of them were used.
//
// One Substitutions serves all expressions of one request: each Parse... call marks what it uses,
// and CheckAllUsed then refuses what no expression mentioned. Parse in DynamoDB's order, so that
// the first error is the same: update, condition; key condition, filter, projection.
//
// Threads: confined to the request.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "storage/base/result.h"
#include "storage/item/attribute.h"

namespace meridian {

// "#placeholder" to attribute name.
using AttributeNames = std::map<std::string, std::string, std::less<>>;

class Substitutions {
 public:
  // No placeholder is defined.
  Substitutions() = default;

  // From ExpressionAttributeNames and ExpressionAttributeValues, nullopt where the request lacks
  // the parameter. kValidation, in DynamoDB's words, for an empty map, a malformed or overlong
  // placeholder, an empty or overlong attribute name, more than 2 MB.
  static Result<Substitutions> Make(std::optional<AttributeNames> names,
                                    std::optional<Item> values);

  // What `placeholder` ("#n", ":v") stands for, marking it used; nullptr if it is not defined.
  // Valid as long as this object.
  const std::string* UseName(std::string_view placeholder);
  const AttributeValue* UseValue(std::string_view placeholder);

  // kValidation naming every placeholder that nothing used, names before values.
  Status CheckAllUsed() const;

  bool has_names() const { return !names_.empty(); }
  bool has_values() const { return !values_.empty(); }

 private:
  AttributeNames names_;
  Item values_;
  std::set<std::string, std::less<>> used_;
};

}  // namespace meridian

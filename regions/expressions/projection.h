// Projections: which parts of an item a reader gets.
//
// Threads: a Projection is immutable; any number of threads may use it.
// Source: Amazon DynamoDB Developer Guide, "Projection expressions".
#pragma once

#include <string_view>
#include <vector>

#include "regions/expressions/path.h"
#include "regions/expressions/substitutions.h"
#include "storage/base/result.h"
#include "storage/item/attribute.h"

namespace meridian {

class Projection {
 public:
  // Of these paths; kValidation if two of them overlap or conflict. AttributesToGet and an index's
  // INCLUDE list use it directly, with one path an attribute.
  static Result<Projection> Make(std::vector<Path> paths);

  // The parts of `item` on the paths: nested values as pruned documents, list elements closed up in
  // ascending order.
  Item Of(const Item& item) const;

  const std::vector<Path>& paths() const { return paths_; }

 private:
  std::vector<Path> paths_;
  PathTree tree_;
};

// Parses and checks a ProjectionExpression. Errors are kValidation in DynamoDB's words.
Result<Projection> ParseProjection(std::string_view text, Substitutions& substitutions);

}  // namespace meridian

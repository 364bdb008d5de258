// WHERE: nodes to condition trees.
//
// The tests are those of condition expressions, by the same rules; PartiQL only writes some of them
// otherwise. `path IS MISSING` is attribute_not_exists, `path IS NULL` and the other types are
// attribute_type, and functions may be written in any case.
//
// Threads: plain functions.
// Source: DynamoDB Local; dynamodb.md 4.6.
#pragma once

#include "regions/expressions/ast.h"
#include "regions/partiql/syntax.h"
#include "regions/partiql/values.h"
#include "storage/base/result.h"

namespace meridian::partiql {

// kValidation in DynamoDB's words if `node` is no condition.
Result<ConditionNode> BindCondition(const Node& node, const Parameters& parameters);

}  // namespace meridian::partiql

// SET and REMOVE: clauses to update programs.
//
// set_add and set_delete become the actions ADD and DELETE; everything else is what SET and REMOVE
// of an update expression are. Sums may be longer than two terms.
//
// Threads: plain functions.
// Source: DynamoDB Local; dynamodb.md 4.6.
#pragma once

#include <vector>

#include "regions/expressions/update.h"
#include "regions/partiql/syntax.h"
#include "regions/partiql/values.h"
#include "storage/base/result.h"

namespace meridian::partiql {

// kValidation in DynamoDB's words.
Result<UpdateProgram> BindUpdate(const std::vector<UpdateClause>& clauses,
                                 const Parameters& parameters);

}  // namespace meridian::partiql

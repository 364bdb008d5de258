// The grammar of expressions: values and the operators between them.
//
// Precedence, low to high: OR; AND; NOT; comparisons, IS, IN, BETWEEN, LIKE; ||; + and -; * / %;
// signs. Operators of one level bind to the left. A sign before a number is part of the number.
//
// Threads: confined to the parse.
// Source: partiql.org, specification, "Grammar"; DynamoDB Local.
#pragma once

#include "regions/partiql/cursor.h"
#include "regions/partiql/syntax.h"
#include "storage/base/result.h"

namespace meridian::partiql {

Result<Node> ParseExpression(Cursor& cursor);

}  // namespace meridian::partiql

// The grammar of queries: SELECT … FROM … WHERE … ORDER BY …, and what else PartiQL lets follow.
//
// Threads: confined to the parse.
// Source: partiql.org, specification, "Grammar"; DynamoDB Local.
#pragma once

#include "regions/partiql/cursor.h"
#include "regions/partiql/syntax.h"
#include "storage/base/result.h"

namespace meridian::partiql {

// From SELECT or PIVOT to the last clause.
Result<SelectSyntax> ParseSelect(Cursor& cursor);

// A table with an alias, if it has one; not what may be joined to it.
Result<FromClause> ParseTable(Cursor& cursor);

}  // namespace meridian::partiql

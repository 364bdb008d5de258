// The grammar of statements.
//
// Errors are kValidation: "Statement wasn't well formed, can't be processed: <the statement>", or
// nested too deeply. What is well formed but not DynamoDB's is left to the binder.
//
// Threads: a plain function.
// Source: dynamodb.md 4.6; partiql.org, specification, "Grammar"; DynamoDB Local.
#pragma once

#include <string_view>

#include "regions/partiql/syntax.h"
#include "storage/base/result.h"

namespace meridian::partiql {

Result<StatementSyntax> ParseStatementSyntax(std::string_view statement);

}  // namespace meridian::partiql

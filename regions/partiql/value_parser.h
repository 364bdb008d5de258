// The grammar of values: literals, question marks, paths, collections, calls.
//
// Threads: confined to the parse.
// Source: partiql.org, specification, "Grammar"; DynamoDB Local.
#pragma once

#include <string>
#include <string_view>

#include "regions/partiql/cursor.h"
#include "regions/partiql/syntax.h"
#include "storage/base/result.h"

namespace meridian::partiql {

// What stands between operators.
Result<Node> ParseValue(Cursor& cursor);

// A name with the steps behind it: a kName or kPath.
Result<Node> ParsePath(Cursor& cursor);

// ( value, ... ), as a kList of at least one.
Result<Node> ParseSequence(Cursor& cursor);

// A node that is one token.
Node MakeLeaf(Node::Kind kind, const Token& token, std::string text);

std::string LowerCase(std::string_view word);

}  // namespace meridian::partiql

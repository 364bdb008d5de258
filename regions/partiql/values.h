// Nodes to names, paths and values: the leaves of statements.
//
// Errors are kValidation in DynamoDB's words, most with the place in the statement.
//
// Threads: plain functions.
// Source: DynamoDB Local; dynamodb.md 4.6.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "regions/expressions/path.h"
#include "regions/partiql/syntax.h"
#include "storage/base/result.h"
#include "storage/item/attribute.h"

namespace meridian::partiql {

using Parameters = std::vector<AttributeValue>;

// Whether `node` is a literal or a question mark.
bool IsValue(const Node& node);

// A literal, or what stands in the place of a question mark. Within lists, sets and maps there are
// literals only. `under` says where in the statement's value the node is, as messages show it:
// "root", "root.a.0".
Result<AttributeValue> BindValue(const Node& node, const Parameters& parameters,
                                 const std::string& under = "root");

// The members of a kTuple, each with `root` as its place.
Result<Item> BindItem(const Node& node, const Parameters& parameters);

// A kName or kPath; "Unexpected path component at …" for anything else.
Result<Path> BindPath(const Node& node);

// What the dialect calls a node in its messages: "VariableReference", "Parameter", "+".
std::string NameOf(const Node& node);

// `message` and " at line:column:length".
Error ErrorAt(std::string message, const Position& position);

}  // namespace meridian::partiql

// The parse tree: what a statement's text says, before its names and values mean anything.
//
// Grammar alone makes this tree. It takes in more than DynamoDB's dialect has (LIMIT, GROUP BY,
// aliases …), so that what PartiQL knows and the dialect doesn't is refused by name.
//
// Threads: values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "regions/partiql/lexer.h"

namespace meridian::partiql {

struct Step {
  enum class Kind : uint8_t {
    kMember,      // .name, ."name", ['name']
    kElement,     // [0]; text: the digits, with a sign
    kWildcard,    // [*]
    kUnpivot,     // .*
    kExpression,  // [anything else]
  };
  Kind kind;
  std::string text;
  Position position;
};

struct Node {
  enum class Kind : uint8_t {
    kName,       // text
    kPath,       // text: the first name; steps: the rest
    kString,     // text
    kNumber,     // text, with a sign
    kBool,       // text: "true" or "false"
    kNull,       //
    kMissing,    //
    kParameter,  // parameter
    kIon,        // text, as written
    kList,       // children; [ ] and ( , )
    kBag,        // children; << >>
    kTuple,      // children: name, value, name, value …
    kCall,       // text: the function's name in lower case; children: its arguments
    kOperator,   // text: one of the operators below; children: its operands
    kSelect,     // A query within parentheses: known, and used nowhere but in EXISTS.
  };
  Kind kind = Kind::kNull;
  Position position;
  std::string text;
  std::vector<Step> steps;
  std::vector<Node> children;
  size_t parameter = 0;  // Its place in Parameters, from 0.
};

// Operators as they appear in Node::text, besides = <> < <= > >= + - * / % || and "like".
inline constexpr std::string_view kAnd = "and";  // Two or more operands; "or" too.
inline constexpr std::string_view kOr = "or";
inline constexpr std::string_view kNot = "not";
inline constexpr std::string_view kBetween = "between";
inline constexpr std::string_view kIn = "in";  // The second operand holds the candidates.
inline constexpr std::string_view kIs = "is";  // The second operand is a kName: the type.

struct SelectItem {
  Node value;
  bool aliased = false;
  bool unpivoted = false;  // path.*
};
struct OrderItem {
  Node key;
  bool descending = false;
};
struct FromClause {
  Node source;
  bool aliased = false;
  bool joined = false;
};

struct SelectSyntax {
  bool distinct = false;
  bool reshaped = false;          // SELECT VALUE …, PIVOT …
  bool everything = false;        // *
  std::vector<SelectItem> items;  // Unless everything.
  FromClause from;
  std::optional<Node> where;
  std::vector<OrderItem> order;
  std::string unsupported;  // The first clause that the dialect lacks, with its place; else empty.
};

struct InsertSyntax {
  Node table;
  bool has_value = false;  // INSERT INTO t VALUE …, rather than INSERT INTO t ….
  Node value;
  bool at = false;
  Position position;
  bool conflict = false;
  bool returning = false;
};

struct ReturningItem {
  bool all = false;  // Rather than MODIFIED.
  bool old = false;  // Rather than NEW.
  bool everything = false;
};

struct UpdateClause {
  bool remove = false;
  Node path;
  Node value;  // Unless remove.
};
struct UpdateSyntax {
  FromClause table;
  std::vector<UpdateClause> clauses;
  std::optional<Node> where;
  std::vector<ReturningItem> returning;
};

struct DeleteSyntax {
  FromClause table;
  std::optional<Node> where;
  std::vector<ReturningItem> returning;
};

// EXISTS(SELECT …). nullopt: of something else.
struct ExistsSyntax {
  std::optional<SelectSyntax> select;
};

// What PartiQL has and DynamoDB refuses: "DropTable", "Literal" ….
struct OtherSyntax {
  std::string name;
};

struct StatementSyntax {
  std::variant<SelectSyntax, InsertSyntax, UpdateSyntax, DeleteSyntax, ExistsSyntax, OtherSyntax>
      statement;
  size_t parameters = 0;  // How many question marks it has.
};

}  // namespace meridian::partiql

// Statements as they are run: names, values and conditions bound, but no table looked at yet.
//
// Conditions, updates and paths are those of regions/expressions, so that statements run on the
// same engine as the other operations.
//
// Threads: values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "regions/expressions/ast.h"
#include "regions/expressions/path.h"
#include "regions/expressions/update.h"
#include "storage/base/result.h"
#include "storage/item/attribute.h"

namespace meridian::partiql {

// What a SELECT shows of an item: the value at `path`, as the attribute `name` (the path's last
// name with the list places behind it: "l[0]").
struct SelectedValue {
  std::string name;
  Path path;
};

struct OrderKey {
  std::string attribute;
  bool descending = false;
};

struct SelectStatement {
  std::string table;
  std::optional<std::string> index;
  std::optional<std::vector<SelectedValue>> selected;  // nullopt: everything.
  std::optional<ConditionNode> where;
  std::vector<OrderKey> order;
};

struct InsertStatement {
  std::string table;
  Item item;
};

enum class Returning : uint8_t { kNothing, kAllOld, kAllNew, kModifiedOld, kModifiedNew };

struct UpdateStatement {
  std::string table;
  UpdateProgram program;
  std::optional<ConditionNode> where;
  Returning returning = Returning::kNothing;
};

// `returning` is kNothing or kAllOld.
struct DeleteStatement {
  std::string table;
  std::optional<ConditionNode> where;
  Returning returning = Returning::kNothing;
};

// In transactions only: that the query finds its item.
struct ExistsStatement {
  SelectStatement select;
};

using Statement = std::variant<SelectStatement, InsertStatement, UpdateStatement, DeleteStatement,
                               ExistsStatement>;

// The statement that `text` is with `parameters` in the place of its question marks. Errors are
// kValidation in DynamoDB's words.
Result<Statement> ParseStatement(std::string_view text,
                                 const std::vector<AttributeValue>& parameters);

// Whether it changes nothing. EXISTS counts as a write: it stands among writes.
bool IsRead(const Statement& statement);
// The table that it is about.
const std::string& TableOf(const Statement& statement);

}  // namespace meridian::partiql

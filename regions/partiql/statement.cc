#include "regions/partiql/statement.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "regions/expressions/projection.h"
#include "regions/partiql/conditions.h"
#include "regions/partiql/statement_parser.h"
#include "regions/partiql/updates.h"
#include "regions/partiql/values.h"

namespace meridian::partiql {
namespace {

constexpr size_t kTableNameMin = 3;
constexpr size_t kTableNameMax = 255;

Error Invalid(std::string message) { return Error{Errc::kValidation, std::move(message)}; }

Error NotAliased() { return Invalid("Aliasing is not supported"); }

Status CheckTableName(const std::string& name) {
  const bool named = std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
  // The form of an ARN is for who looks the table up.
  if (name.starts_with("arn:")) return OkStatus();
  if (named && name.size() >= kTableNameMin && name.size() <= kTableNameMax) return OkStatus();
  return Invalid(
      "Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9', '-', "
      "'_', '.'.");
}

struct Source {
  std::string table;
  std::optional<std::string> index;
};

// "table" or "table"."index".
Result<Source> BindSource(const Node& node) {
  if (node.kind != Node::Kind::kName && node.kind != Node::Kind::kPath) {
    return Invalid("Unexpected from source");
  }
  Source source{node.text, std::nullopt};
  for (const Step& step : node.steps) {
    if (step.kind == Step::Kind::kUnpivot) {
      return ErrorAt("Unpivot path component like a.*.b are not supported", step.position);
    }
    if (step.kind != Step::Kind::kMember) return Invalid("Invalid list expression in source.");
    if (source.index) return Invalid("A path may contain at most 2 components in the FROM clause");
    source.index = step.text;
  }
  TRY(CheckTableName(source.table));
  if (source.index) TRY(CheckTableName(*source.index));
  return source;
}

// What is written to: a table.
Result<std::string> BindTable(const FromClause& from) {
  if (from.aliased) return NotAliased();
  TRY(Source source, BindSource(from.source));
  if (source.index) return Invalid("This operation is not supported on an index");
  return std::move(source.table);
}

// The last name of a path, with the list places behind it.
std::string ShownName(const Path& path) {
  std::string name = path.attribute;
  for (const PathStep& step : path.steps) {
    if (const auto* member = std::get_if<std::string>(&step)) {
      name = *member;
    } else {
      name += "[" + std::to_string(std::get<size_t>(step)) + "]";
    }
  }
  return name;
}

Result<std::vector<SelectedValue>> BindItems(const std::vector<SelectItem>& items) {
  std::vector<SelectedValue> selected;
  std::vector<Path> paths;
  std::set<std::string, std::less<>> names;
  for (const SelectItem& item : items) {
    if (item.aliased) return NotAliased();
    if (item.unpivoted) {
      return Invalid("Changing item's hierarchy while reading isn't supported");
    }
    TRY(Path path, BindPath(item.value));
    std::string name = ShownName(path);
    if (!names.insert(name).second) {
      return Invalid("Duplicate identifiers in select clause: " + name);
    }
    paths.push_back(path);
    selected.push_back({std::move(name), std::move(path)});
  }
  // Only for its refusal of paths that overlap.
  TRY(Projection::Make(std::move(paths)));
  return selected;
}

Result<std::vector<OrderKey>> BindOrder(const std::vector<OrderItem>& items) {
  std::vector<OrderKey> order;
  for (const OrderItem& item : items) {
    if (item.key.kind != Node::Kind::kName) {
      return Invalid("Argument to ORDER BY must be of type VariableReference. Type: " +
                     NameOf(item.key));
    }
    order.push_back({item.key.text, item.descending});
  }
  return order;
}

Result<std::optional<ConditionNode>> BindWhere(const std::optional<Node>& where,
                                               const Parameters& parameters) {
  if (!where) return std::optional<ConditionNode>();
  TRY(ConditionNode condition, BindCondition(*where, parameters));
  return std::optional(std::move(condition));
}

Result<Returning> BindReturning(const std::vector<ReturningItem>& items) {
  if (items.empty()) return Returning::kNothing;
  if (items.size() > 1) {
    return Invalid("Invalid syntax with multiple returning elements in RETURNING clause");
  }
  const ReturningItem& item = items.front();
  if (!item.everything) {
    return Invalid("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause");
  }
  if (item.all) return item.old ? Returning::kAllOld : Returning::kAllNew;
  return item.old ? Returning::kModifiedOld : Returning::kModifiedNew;
}

std::string_view Text(Returning returning) {
  switch (returning) {
    case Returning::kNothing: return "";
    case Returning::kAllOld: return "ALL OLD";
    case Returning::kAllNew: return "ALL NEW";
    case Returning::kModifiedOld: return "MODIFIED OLD";
    case Returning::kModifiedNew: return "MODIFIED NEW";
  }
  return "";
}

struct Binder {
  const Parameters& parameters;

  Result<Statement> operator()(const SelectSyntax& syntax) const {
    TRY(SelectStatement select, BindSelect(syntax));
    return Statement(std::move(select));
  }

  Result<SelectStatement> BindSelect(const SelectSyntax& syntax) const {
    if (syntax.distinct) return Invalid("Unsupported token in expression: DISTINCT");
    if (!syntax.unsupported.empty()) return Invalid("Unsupported clause: " + syntax.unsupported);
    if (syntax.reshaped) {
      return Invalid("Select projection doesn't support value or pivot keywords");
    }
    if (syntax.from.joined) {
      return Invalid("Only select from a single table or index is supported.");
    }
    if (syntax.from.aliased) return NotAliased();
    SelectStatement select;
    TRY(Source source, BindSource(syntax.from.source));
    select.table = std::move(source.table);
    select.index = std::move(source.index);
    if (!syntax.everything) {
      TRY(select.selected, BindItems(syntax.items));
    }
    TRY(select.where, BindWhere(syntax.where, parameters));
    TRY(select.order, BindOrder(syntax.order));
    if (!select.order.empty() && !select.where) {
      return Invalid("Must have WHERE clause in the statement when using ORDER BY clause.");
    }
    return select;
  }

  Result<Statement> operator()(const InsertSyntax& syntax) const {
    if (!syntax.has_value) return Invalid("Unsupported operation: InsertOp");
    if (syntax.conflict) return Invalid("Unsupported clause: ON CONFLICT");
    if (syntax.returning) return Invalid("RETURNING is not supported in INSERT");
    if (syntax.at) {
      return ErrorAt("AT is not supported in insert statements.", syntax.position);
    }
    if (syntax.table.kind == Node::Kind::kPath) {
      return Invalid(
          "FROM clause may only contain a single table name in data manipulation statements");
    }
    TRY(Source source, BindSource(syntax.table));
    if (syntax.value.kind != Node::Kind::kTuple) {
      return ErrorAt(
          "Unsupported format in item expression. Please use struct format {...} to express item "
          "values for insert statement.",
          syntax.value.position);
    }
    TRY(Item item, BindItem(syntax.value, parameters));
    return Statement(InsertStatement{std::move(source.table), std::move(item)});
  }

  Result<Statement> operator()(const UpdateSyntax& syntax) const {
    UpdateStatement update;
    TRY(update.table, BindTable(syntax.table));
    TRY(update.program, BindUpdate(syntax.clauses, parameters));
    TRY(update.where, BindWhere(syntax.where, parameters));
    TRY(update.returning, BindReturning(syntax.returning));
    return Statement(std::move(update));
  }

  Result<Statement> operator()(const DeleteSyntax& syntax) const {
    DeleteStatement erase;
    TRY(erase.table, BindTable(syntax.table));
    TRY(erase.where, BindWhere(syntax.where, parameters));
    TRY(erase.returning, BindReturning(syntax.returning));
    if (erase.returning != Returning::kNothing && erase.returning != Returning::kAllOld) {
      return Invalid("Invalid returning clause: RETURNING " + std::string(Text(erase.returning)) +
                     " *. Only RETURNING ALL OLD * is allowed in DELETE statements.");
    }
    return Statement(std::move(erase));
  }

  Result<Statement> operator()(const ExistsSyntax& syntax) const {
    if (!syntax.select) return Invalid("Unsupported operation: NAry");
    TRY(SelectStatement select, BindSelect(*syntax.select));
    return Statement(ExistsStatement{std::move(select)});
  }

  Result<Statement> operator()(const OtherSyntax& syntax) const {
    return Invalid("Unsupported operation: " + syntax.name);
  }
};

}  // namespace

Result<Statement> ParseStatement(std::string_view text, const Parameters& parameters) {
  TRY(const StatementSyntax syntax, ParseStatementSyntax(text));
  if (syntax.parameters != parameters.size()) {
    return Invalid("Number of parameters in request and statement don't match.");
  }
  return std::visit(Binder{parameters}, syntax.statement);
}

bool IsRead(const Statement& statement) {
  return std::holds_alternative<SelectStatement>(statement);
}

const std::string& TableOf(const Statement& statement) {
  return std::visit(
      [](const auto& one) -> const std::string& {
        if constexpr (requires { one.table; }) {
          return one.table;
        } else {
          return one.select.table;
        }
      },
      statement);
}

}  // namespace meridian::partiql

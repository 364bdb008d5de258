#include "regions/partiql/statement_parser.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "regions/partiql/cursor.h"
#include "regions/partiql/expression_parser.h"
#include "regions/partiql/select_parser.h"
#include "regions/partiql/value_parser.h"

namespace meridian::partiql {
namespace {

class StatementParser {
 public:
  explicit StatementParser(std::string_view statement) : cursor_(statement) {}

  Result<StatementSyntax> Parse() {
    StatementSyntax syntax;
    TRY(ParseInto(&syntax.statement));
    cursor_.TakeSymbol(";");
    if (!cursor_.AtEnd()) return cursor_.NotWellFormed();
    syntax.parameters = cursor_.parameters();
    return syntax;
  }

 private:
  using Any = decltype(StatementSyntax::statement);

  template <class Syntax>
  static Status Put(Result<Syntax> syntax, Any* any) {
    if (!syntax) return std::move(syntax).error();
    any->template emplace<Syntax>(*std::move(syntax));
    return OkStatus();
  }

  Status ParseInto(Any* any) {
    if (cursor_.AtKeyword("SELECT") || cursor_.AtKeyword("PIVOT")) {
      return Put(ParseSelect(cursor_), any);
    }
    if (cursor_.AtKeyword("INSERT")) return Put(ParseInsert(), any);
    if (cursor_.TakeKeyword("UPDATE")) return Put(ParseUpdate(), any);
    if (cursor_.TakeKeyword("DELETE")) return Put(ParseDelete(), any);
    if (cursor_.AtKeyword("EXISTS")) return Put(ParseExists(), any);
    return Put(ParseOther(), any);
  }

  // INSERT INTO table VALUE item [AT place] [ON CONFLICT …] [RETURNING …], or without VALUE.
  Result<InsertSyntax> ParseInsert() {
    InsertSyntax insert;
    insert.position = cursor_.Next().position;
    TRY(cursor_.ExpectKeyword("INTO"));
    TRY(insert.table, ParsePath(cursor_));
    insert.has_value = cursor_.TakeKeyword("VALUE");
    TRY(insert.value, ParseExpression(cursor_));
    if (!insert.has_value) return insert;
    insert.at = cursor_.TakeKeyword("AT");
    if (insert.at) TRY(ParseExpression(cursor_));
    if (cursor_.TakeKeyword("ON")) {
      insert.conflict = true;
      TRY(cursor_.ExpectKeyword("CONFLICT"));
      TRY(cursor_.ExpectKeyword("WHERE"));
      TRY(ParseExpression(cursor_));
      TRY(cursor_.ExpectKeyword("DO"));
      TRY(cursor_.ExpectKeyword("NOTHING"));
    }
    TRY(const auto returning, ParseReturning());
    insert.returning = !returning.empty();
    return insert;
  }

  Result<UpdateSyntax> ParseUpdate() {
    UpdateSyntax update;
    TRY(update.table, ParseTarget());
    while (cursor_.AtKeyword("SET") || cursor_.AtKeyword("REMOVE")) {
      const bool remove = cursor_.Next().text.size() == std::string_view("REMOVE").size();
      do {
        TRY(UpdateClause clause, ParseClause(remove));
        update.clauses.push_back(std::move(clause));
      } while (!remove && cursor_.TakeSymbol(","));
    }
    if (update.clauses.empty()) return cursor_.NotWellFormed();
    TRY(update.where, ParseWhere());
    TRY(update.returning, ParseReturning());
    return update;
  }

  Result<DeleteSyntax> ParseDelete() {
    DeleteSyntax erase;
    TRY(cursor_.ExpectKeyword("FROM"));
    TRY(erase.table, ParseTarget());
    TRY(erase.where, ParseWhere());
    TRY(erase.returning, ParseReturning());
    return erase;
  }

  Result<FromClause> ParseTarget() {
    if (!cursor_.AtName()) return cursor_.NotWellFormed();
    return ParseTable(cursor_);
  }

  // path = value, or only a path.
  Result<UpdateClause> ParseClause(bool remove) {
    UpdateClause clause;
    clause.remove = remove;
    TRY(clause.path, ParsePath(cursor_));
    for (const Step& step : clause.path.steps) {
      if (step.kind == Step::Kind::kUnpivot || step.kind == Step::Kind::kWildcard) {
        return cursor_.NotWellFormed();
      }
    }
    if (remove) return clause;
    TRY(cursor_.ExpectSymbol("="));
    TRY(clause.value, ParseExpression(cursor_));
    return clause;
  }

  Result<std::optional<Node>> ParseWhere() {
    if (!cursor_.TakeKeyword("WHERE")) return std::optional<Node>();
    TRY(Node where, ParseExpression(cursor_));
    return std::optional(std::move(where));
  }

  // RETURNING (ALL | MODIFIED) (OLD | NEW) * {, …}; empty if there is none.
  Result<std::vector<ReturningItem>> ParseReturning() {
    std::vector<ReturningItem> items;
    if (!cursor_.TakeKeyword("RETURNING")) return items;
    do {
      ReturningItem item;
      item.all = cursor_.TakeKeyword("ALL");
      if (!item.all) TRY(cursor_.ExpectKeyword("MODIFIED"));
      item.old = cursor_.TakeKeyword("OLD");
      if (!item.old) TRY(cursor_.ExpectKeyword("NEW"));
      item.everything = cursor_.TakeSymbol("*");
      if (!item.everything) TRY(ParseExpression(cursor_));
      items.push_back(item);
    } while (cursor_.TakeSymbol(","));
    return items;
  }

  Result<ExistsSyntax> ParseExists() {
    cursor_.Next();
    ExistsSyntax exists;
    TRY(cursor_.ExpectSymbol("("));
    if (cursor_.AtKeyword("SELECT")) {
      TRY(exists.select, ParseSelect(cursor_));
    } else if (!cursor_.AtSymbol(")")) {
      TRY(ParseExpression(cursor_));
    }
    TRY(cursor_.ExpectSymbol(")"));
    return exists;
  }

  Result<OtherSyntax> ParseOther() {
    if (cursor_.TakeKeyword("CREATE")) return ParseDefinition("Create");
    if (cursor_.TakeKeyword("DROP")) return ParseDefinition("Drop");
    if (cursor_.TakeKeyword("EXEC")) {
      TRY(cursor_.ExpectName());
      return OtherSyntax{"Exec"};
    }
    TRY(const Node value, ParseExpression(cursor_));
    switch (value.kind) {
      case Node::Kind::kName: return OtherSyntax{"VariableReference"};
      case Node::Kind::kPath: return OtherSyntax{"Path"};
      case Node::Kind::kParameter: return OtherSyntax{"Parameter"};
      case Node::Kind::kSelect:
      case Node::Kind::kCall:
      case Node::Kind::kOperator: return OtherSyntax{"NAry"};
      default: return OtherSyntax{"Literal"};
    }
  }

  // CREATE TABLE t, CREATE INDEX ON t (path, …), DROP TABLE t, DROP INDEX i ON t.
  Result<OtherSyntax> ParseDefinition(std::string verb) {
    if (cursor_.TakeKeyword("TABLE")) {
      TRY(cursor_.ExpectName());
      return OtherSyntax{verb + "Table"};
    }
    TRY(cursor_.ExpectKeyword("INDEX"));
    if (verb == "Drop") TRY(cursor_.ExpectName());
    TRY(cursor_.ExpectKeyword("ON"));
    TRY(cursor_.ExpectName());
    if (verb == "Create") TRY(ParseSequence(cursor_));
    return OtherSyntax{verb + "Index"};
  }

  Cursor cursor_;
};

}  // namespace

Result<StatementSyntax> ParseStatementSyntax(std::string_view statement) {
  return StatementParser(statement).Parse();
}

}  // namespace meridian::partiql

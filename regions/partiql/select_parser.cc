#include "regions/partiql/select_parser.h"

#include <string>
#include <string_view>
#include <utility>

#include "regions/partiql/expression_parser.h"
#include "regions/partiql/value_parser.h"

namespace meridian::partiql {
namespace {

class SelectParser {
 public:
  explicit SelectParser(Cursor& cursor) : cursor_(cursor) {}

  Result<SelectSyntax> Parse() {
    TRY(ParseItems());
    TRY(cursor_.ExpectKeyword("FROM"));
    TRY(ParseFrom());
    if (cursor_.TakeKeyword("WHERE")) {
      TRY(select_.where, ParseExpression(cursor_));
    }
    if (cursor_.TakeKeyword("GROUP")) TRY(ParseGroup());
    if (cursor_.TakeKeyword("HAVING")) TRY(ParseUnsupported("HAVING"));
    if (cursor_.TakeKeyword("ORDER")) TRY(ParseOrder());
    if (cursor_.TakeKeyword("LIMIT")) TRY(ParseUnsupported("LIMIT"));
    return std::move(select_);
  }

 private:
  Status ParseItems() {
    if (cursor_.TakeKeyword("PIVOT")) {
      select_.reshaped = true;
      TRY(ParseExpression(cursor_));
      TRY(cursor_.ExpectKeyword("AT"));
      TRY(ParseExpression(cursor_));
      return OkStatus();
    }
    TRY(cursor_.ExpectKeyword("SELECT"));
    select_.distinct = cursor_.TakeKeyword("DISTINCT");
    if (!select_.distinct) cursor_.TakeKeyword("ALL");
    select_.reshaped = cursor_.TakeKeyword("VALUE");
    select_.everything = !select_.reshaped && cursor_.TakeSymbol("*");
    if (select_.everything) return OkStatus();
    do {
      TRY(SelectItem item, ParseItem());
      select_.items.push_back(std::move(item));
    } while (!select_.reshaped && cursor_.TakeSymbol(","));
    return OkStatus();
  }

  Result<SelectItem> ParseItem() {
    SelectItem item;
    TRY(item.value, ParseExpression(cursor_));
    if (item.value.kind == Node::Kind::kPath) {
      for (const Step& step : item.value.steps) {
        if (step.kind == Step::Kind::kUnpivot) item.unpivoted = true;
        if (step.kind == Step::Kind::kWildcard) return cursor_.NotWellFormed();
      }
    }
    TRY(item.aliased, TakeAlias("AS"));
    return item;
  }

  // [keyword] name. True if it was there.
  Result<bool> TakeAlias(std::string_view keyword) {
    if (!cursor_.TakeKeyword(keyword) && !(keyword == "AS" && cursor_.AtName())) return false;
    TRY(cursor_.ExpectName());
    return true;
  }

  Status ParseFrom() {
    TRY(select_.from, ParseTable(cursor_));
    while (TakeJoin()) {
      select_.from.joined = true;
      TRY(ParseTable(cursor_));
      if (cursor_.TakeKeyword("ON")) TRY(ParseExpression(cursor_));
    }
    return OkStatus();
  }

  bool TakeJoin() {
    if (cursor_.TakeSymbol(",")) return true;
    for (const std::string_view word : {"INNER", "LEFT", "RIGHT", "FULL", "CROSS"}) {
      cursor_.TakeKeyword(word);
    }
    cursor_.TakeKeyword("OUTER");
    return cursor_.TakeKeyword("JOIN");
  }

  Status ParseGroup() {
    Unsupported("GROUP BY");
    cursor_.TakeKeyword("PARTIAL");
    TRY(cursor_.ExpectKeyword("BY"));
    do {
      TRY(ParseExpression(cursor_));
      TRY(TakeAlias("AS"));
    } while (cursor_.TakeSymbol(","));
    return OkStatus();
  }

  Status ParseOrder() {
    TRY(cursor_.ExpectKeyword("BY"));
    do {
      OrderItem item;
      TRY(item.key, ParseExpression(cursor_));
      item.descending = cursor_.TakeKeyword("DESC");
      if (!item.descending) cursor_.TakeKeyword("ASC");
      select_.order.push_back(std::move(item));
    } while (cursor_.TakeSymbol(","));
    return OkStatus();
  }

  Status ParseUnsupported(std::string_view clause) {
    TRY(const Node value, ParseExpression(cursor_));
    Unsupported(std::string(clause) + " at " + value.position.ToString());
    return OkStatus();
  }
  void Unsupported(std::string clause) {
    if (select_.unsupported.empty()) select_.unsupported = std::move(clause);
  }

  Cursor& cursor_;
  SelectSyntax select_;
};

}  // namespace

Result<SelectSyntax> ParseSelect(Cursor& cursor) { return SelectParser(cursor).Parse(); }

Result<FromClause> ParseTable(Cursor& cursor) {
  FromClause from;
  TRY(from.source, ParseValue(cursor));
  const bool named = cursor.TakeKeyword("AS") || cursor.AtName();
  if (named) TRY(cursor.ExpectName());
  bool numbered = false;
  for (const std::string_view word : {"AT", "BY"}) {
    if (!cursor.TakeKeyword(word)) continue;
    TRY(cursor.ExpectName());
    numbered = true;
  }
  from.aliased = named || numbered;
  return from;
}

}  // namespace meridian::partiql

#include <algorithm>
#include <array>
#include <utility>

#include "regions/expressions/errors.h"
#include "regions/expressions/parser.h"
#include "regions/expressions/token_cursor.h"

namespace meridian {
namespace {

constexpr std::string_view kSet = "SET";
constexpr std::string_view kRemove = "REMOVE";
constexpr auto kSections = std::to_array<std::string_view>({kSet, kRemove, "ADD", "DELETE"});

class UpdateParser {
 public:
  explicit UpdateParser(std::string_view text)
      : cursor_(text, ExpressionKind::kUpdate, kSections) {}

  Result<std::vector<UpdateSectionSyntax>> Parse() {
    std::vector<UpdateSectionSyntax> sections;
    do {
      const auto keyword = std::ranges::find_if(
          kSections, [this](std::string_view section) { return cursor_.TakeKeyword(section); });
      if (keyword == kSections.end()) return cursor_.SyntaxError();
      TRY(sections.emplace_back(), ParseSection(*keyword));
    } while (!cursor_.AtEnd());
    if (redundant_parentheses_) return RedundantParentheses();
    return sections;
  }

 private:
  Result<UpdateSectionSyntax> ParseSection(std::string_view keyword) {
    UpdateSectionSyntax section{keyword, {}};
    do {
      TRY(SyntaxNode path, cursor_.TakePath());
      SyntaxNode value{};
      if (keyword == kSet) {
        TRY(cursor_.ExpectSymbol("="));
        TRY(value, ParseValue());
      } else if (keyword != kRemove) {
        if (cursor_.peek().kind != Token::Kind::kValuePlaceholder) return cursor_.SyntaxError();
        value = {SyntaxNode::Kind::kValue, cursor_.Next().text, {}, {}};
      }
      section.clauses.push_back({std::move(path), std::move(value)});
    } while (cursor_.TakeSymbol(","));
    return section;
  }

  // operand | operand + operand | operand - operand
  Result<SyntaxNode> ParseValue() {
    TRY(SyntaxNode first, ParseOperand(true));
    if (first.kind == SyntaxNode::Kind::kOperator) return first;
    if (!cursor_.AtSymbol("+") && !cursor_.AtSymbol("-")) return first;
    SyntaxNode sum{SyntaxNode::Kind::kOperator, cursor_.Next().text, {}, {}};
    TRY(cursor_.CountOperator());
    sum.children.push_back(std::move(first));
    TRY(SyntaxNode second, ParseOperand(false));
    sum.children.push_back(std::move(second));
    return sum;
  }

  // With `whole`, parentheses may enclose a sum: they are around the whole value.
  Result<SyntaxNode> ParseOperand(bool whole) {
    if (cursor_.TakeSymbol("(")) {
      return Nested([&]() -> Result<SyntaxNode> {
        TRY(SyntaxNode inner, whole ? ParseValue() : ParseOperand(false));
        TRY(cursor_.ExpectSymbol(")"));
        redundant_parentheses_ |= inner.parenthesised;
        inner.parenthesised = true;
        return inner;
      });
    }
    if (cursor_.AtCall()) return Nested([this] { return ParseCall(); });
    if (cursor_.peek().kind == Token::Kind::kValuePlaceholder) {
      return SyntaxNode{SyntaxNode::Kind::kValue, cursor_.Next().text, {}, {}};
    }
    return cursor_.TakePath();
  }

  Result<SyntaxNode> ParseCall() {
    SyntaxNode call{SyntaxNode::Kind::kCall, cursor_.Next().text, {}, {}};
    TRY(cursor_.CountOperator());
    TRY(cursor_.ExpectSymbol("("));
    do {
      TRY(SyntaxNode argument, ParseOperand(false));
      call.children.push_back(std::move(argument));
    } while (cursor_.TakeSymbol(","));
    TRY(cursor_.ExpectSymbol(")"));
    return call;
  }

  Error RedundantParentheses() const {
    return InvalidExpression(cursor_.kind(), "The expression has redundant parentheses;");
  }

  // Only parentheses can nest deeper than there may be operators, and then some are redundant.
  template <class Parse>
  Result<SyntaxNode> Nested(Parse parse) {
    if (depth_ == kExpressionDepthMax) return RedundantParentheses();
    ++depth_;
    Result<SyntaxNode> node = parse();
    --depth_;
    return node;
  }

  TokenCursor cursor_;
  size_t depth_ = 0;
  bool redundant_parentheses_ = false;
};

}  // namespace

Result<std::vector<UpdateSectionSyntax>> ParseUpdateSyntax(std::string_view text) {
  TRY(CheckExpressionSize(text, ExpressionKind::kUpdate));
  return UpdateParser(text).Parse();
}

Result<std::vector<SyntaxNode>> ParseProjectionSyntax(std::string_view text) {
  TRY(CheckExpressionSize(text, ExpressionKind::kProjection));
  TokenCursor cursor(text, ExpressionKind::kProjection, {});
  std::vector<SyntaxNode> paths;
  do {
    TRY(SyntaxNode path, cursor.TakePath());
    paths.push_back(std::move(path));
  } while (cursor.TakeSymbol(","));
  TRY(cursor.ExpectEnd());
  return paths;
}

}  // namespace meridian

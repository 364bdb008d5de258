#include "regions/expressions/token_cursor.h"

#include <algorithm>
#include <string>

#include "regions/expressions/errors.h"
#include "storage/base/check.h"

namespace meridian {

Status CheckExpressionSize(std::string_view text, ExpressionKind kind) {
  if (text.empty()) return InvalidExpression(kind, "The expression can not be empty;");
  if (text.size() > kExpressionBytesMax) {
    return InvalidExpression(
        kind, "Expression size has exceeded the maximum allowed size; expression size: " +
                  std::to_string(text.size()));
  }
  return OkStatus();
}

TokenCursor::TokenCursor(std::string_view text, ExpressionKind kind,
                         std::span<const std::string_view> keywords)
    : kind_(kind), keywords_(keywords), tokens_(Tokenize(text)) {}

Token TokenCursor::Next() {
  CHECK(!AtEnd());
  return tokens_[position_++];
}

bool TokenCursor::AtSymbol(std::string_view symbol) const {
  return peek().kind == Token::Kind::kSymbol && peek().text == symbol;
}

bool TokenCursor::AtCall() const {
  if (peek().kind != Token::Kind::kIdentifier || !AtName()) return false;
  const Token& following = tokens_[position_ + 1];
  return following.kind == Token::Kind::kSymbol && following.text == "(";
}

bool TokenCursor::AtName() const {
  if (peek().kind == Token::Kind::kNamePlaceholder) return true;
  return peek().kind == Token::Kind::kIdentifier &&
         std::ranges::none_of(keywords_, [this](std::string_view k) { return AtKeyword(k); });
}

bool TokenCursor::TakeSymbol(std::string_view symbol) {
  if (!AtSymbol(symbol)) return false;
  ++position_;
  return true;
}

bool TokenCursor::TakeKeyword(std::string_view keyword) {
  if (!AtKeyword(keyword)) return false;
  ++position_;
  return true;
}

Status TokenCursor::ExpectSymbol(std::string_view symbol) {
  if (!TakeSymbol(symbol)) return SyntaxError();
  return OkStatus();
}

Status TokenCursor::ExpectKeyword(std::string_view keyword) {
  if (!TakeKeyword(keyword)) return SyntaxError();
  return OkStatus();
}

Status TokenCursor::ExpectEnd() const {
  if (!AtEnd()) return SyntaxError();
  return OkStatus();
}

Result<SyntaxStep> TokenCursor::TakeName() {
  if (!AtName()) return SyntaxError();
  return SyntaxStep{Next().text, false};
}

Result<SyntaxNode> TokenCursor::TakePath() {
  TRY(const SyntaxStep first, TakeName());
  SyntaxNode path{SyntaxNode::Kind::kPath, first.text, {}, {}};
  TRY(TakeSteps(&path));
  return path;
}

Status TokenCursor::TakeSteps(SyntaxNode* path) {
  for (;;) {
    if (TakeSymbol(".")) {
      TRY(const SyntaxStep step, TakeName());
      path->steps.push_back(step);
    } else if (TakeSymbol("[")) {
      if (peek().kind != Token::Kind::kNumber) return SyntaxError();
      path->steps.push_back({Next().text, true});
      TRY(ExpectSymbol("]"));
    } else {
      return OkStatus();
    }
  }
}

Error TokenCursor::SyntaxError() const {
  const Token& token = tokens_[position_];
  const Token& first = position_ == 0 ? token : tokens_[position_ - 1];
  const Token& last = tokens_[std::min(position_ + 1, tokens_.size() - 1)];
  // The end is behind the spaces that the expression may end with; DynamoDB shows them.
  const std::string_view near(
      first.text.data(),
      static_cast<size_t>(last.text.data() + last.text.size() - first.text.data()));
  std::string problem("Syntax error; token: \"");
  problem.append(AtEnd() ? std::string_view("<EOF>") : token.text);
  problem.append("\", near: \"").append(near).append("\"");
  return InvalidExpression(kind_, problem);
}

Status TokenCursor::CountOperator() {
  if (++operators_ <= kExpressionOperatorsMax) return OkStatus();
  return InvalidExpression(kind_, "The expression contains too many operators; operator count: " +
                                      std::to_string(operators_));
}

}  // namespace meridian

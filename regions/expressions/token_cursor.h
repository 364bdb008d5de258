// A place in an expression's tokens, with what the grammars share: paths, errors, counters.
//
// A syntax error shows the token that fits no rule and, as "near", the text from the token before
// it to the token after it. The end of the text appears as "<EOF>", and then "near" ends before it.
//
// Threads: confined to the parse.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "regions/expressions/lexer.h"
#include "regions/expressions/limits.h"
#include "regions/expressions/syntax.h"
#include "storage/base/result.h"

namespace meridian {

// kValidation if `text` is empty or longer than kExpressionBytesMax.
Status CheckExpressionSize(std::string_view text, ExpressionKind kind);

class TokenCursor {
 public:
  // `text` must outlive this. `keywords` (upper case) are no names in this grammar.
  TokenCursor(std::string_view text, ExpressionKind kind,
              std::span<const std::string_view> keywords);

  const Token& peek() const { return tokens_[position_]; }
  // Requires: peek() is not the end.
  Token Next();

  bool AtEnd() const { return peek().kind == Token::Kind::kEnd; }
  bool AtSymbol(std::string_view symbol) const;
  bool AtKeyword(std::string_view keyword) const { return IsKeyword(peek(), keyword); }
  // Whether a function call starts here: a name and an opening parenthesis.
  bool AtCall() const;
  // Whether a path starts here.
  bool AtName() const;

  // Takes the token if it is there.
  bool TakeSymbol(std::string_view symbol);
  bool TakeKeyword(std::string_view keyword);
  // Takes the token or fails at it.
  Status ExpectSymbol(std::string_view symbol);
  Status ExpectKeyword(std::string_view keyword);
  Status ExpectEnd() const;

  // A whole path.
  Result<SyntaxNode> TakePath();
  // The ".name" and "[index]" steps that follow, appended to `path`.
  Status TakeSteps(SyntaxNode* path);

  // "Syntax error" at peek().
  Error SyntaxError() const;

  // Counts one operator or function; kValidation over kExpressionOperatorsMax.
  Status CountOperator();

  ExpressionKind kind() const { return kind_; }

 private:
  Result<SyntaxStep> TakeName();

  ExpressionKind kind_;
  std::span<const std::string_view> keywords_;
  std::vector<Token> tokens_;  // Invariant: the last one is the only kEnd.
  size_t position_ = 0;
  size_t operators_ = 0;
};

}  // namespace meridian

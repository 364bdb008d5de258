// A place in a statement's tokens, with what all rules of the grammar share.
//
// The grammar knows one error, "Statement wasn't well formed": a rule that doesn't fit gives it,
// and nothing is tried again. Nesting is bounded, so that no text can exhaust the stack.
//
// Threads: confined to the parse.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "regions/partiql/lexer.h"
#include "storage/base/result.h"

namespace meridian::partiql {

class Cursor {
 public:
  // `statement` must outlive this.
  explicit Cursor(std::string_view statement)
      : statement_(statement), tokens_(Tokenize(statement)) {}

  const Token& peek() const { return tokens_[position_]; }
  const Token& peek_next() const;
  // Requires: peek() is not the end.
  Token Next();

  bool AtEnd() const { return peek().kind == Token::Kind::kEnd; }
  bool AtSymbol(std::string_view symbol) const;
  bool AtKeyword(std::string_view word) const { return IsKeyword(peek(), word); }
  bool AtName() const;

  // Takes the token if it is there.
  bool TakeSymbol(std::string_view symbol);
  bool TakeKeyword(std::string_view word);
  // Takes the token or fails.
  Status ExpectSymbol(std::string_view symbol);
  Status ExpectKeyword(std::string_view word);
  Result<Token> ExpectName();

  // kValidation: "Statement wasn't well formed, can't be processed: <the statement>".
  Error NotWellFormed() const;

  // The number of the next question mark.
  size_t NextParameter() { return parameters_++; }
  size_t parameters() const { return parameters_; }

  // One level of nesting, for as long as this lives; false: there are too many.
  class Level {
   public:
    explicit Level(Cursor& cursor) : cursor_(cursor) { ++cursor_.depth_; }
    ~Level() { --cursor_.depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    Status Check() const;

   private:
    Cursor& cursor_;
  };

 private:
  std::string_view statement_;
  std::vector<Token> tokens_;  // Invariant: the last one is the only kEnd.
  size_t position_ = 0;
  size_t parameters_ = 0;
  size_t depth_ = 0;
};

}  // namespace meridian::partiql

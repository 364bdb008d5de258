#include "regions/partiql/cursor.h"

#include <algorithm>

#include "regions/partiql/limits.h"
#include "storage/base/check.h"

namespace meridian::partiql {

const Token& Cursor::peek_next() const {
  return tokens_[std::min(position_ + 1, tokens_.size() - 1)];
}

Token Cursor::Next() {
  CHECK(!AtEnd());
  return tokens_[position_++];
}

bool Cursor::AtSymbol(std::string_view symbol) const {
  return peek().kind == Token::Kind::kSymbol && peek().text == symbol;
}

bool Cursor::AtName() const {
  return peek().kind == Token::Kind::kName || peek().kind == Token::Kind::kQuotedName;
}

bool Cursor::TakeSymbol(std::string_view symbol) {
  if (!AtSymbol(symbol)) return false;
  ++position_;
  return true;
}

bool Cursor::TakeKeyword(std::string_view word) {
  if (!AtKeyword(word)) return false;
  ++position_;
  return true;
}

Status Cursor::ExpectSymbol(std::string_view symbol) {
  if (!TakeSymbol(symbol)) return NotWellFormed();
  return OkStatus();
}

Status Cursor::ExpectKeyword(std::string_view word) {
  if (!TakeKeyword(word)) return NotWellFormed();
  return OkStatus();
}

Result<Token> Cursor::ExpectName() {
  if (!AtName()) return NotWellFormed();
  return Next();
}

Error Cursor::NotWellFormed() const {
  return Error{Errc::kValidation,
               "Statement wasn't well formed, can't be processed: " + std::string(statement_)};
}

Status Cursor::Level::Check() const {
  if (cursor_.depth_ <= kStatementDepthMax) return OkStatus();
  return Error{Errc::kValidation, "Nesting Levels have exceeded supported limits"};
}

}  // namespace meridian::partiql

#include "regions/partiql/lexer.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "regions/partiql/keywords.h"
#include "storage/base/check.h"

namespace meridian::partiql {
namespace {

constexpr auto kLongSymbols =
    std::to_array<std::string_view>({"<<", ">>", "<=", ">=", "<>", "!=", "||"});
constexpr std::string_view kShortSymbols = "=<>+-*/%()[]{},.:;?@";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsNameStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}
bool IsNamePart(char c) { return IsNameStart(c) || IsDigit(c); }
bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool IsContinuationByte(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

template <class Predicate>
size_t CountWhile(std::string_view text, Predicate predicate) {
  return static_cast<size_t>(std::ranges::find_if_not(text, predicate) - text.begin());
}

// How long the comment at the start of `rest` is; 0 if there is none, npos if it has no end.
size_t CommentLength(std::string_view rest) {
  if (rest.starts_with("--")) return std::min(rest.find('\n'), rest.size());
  if (!rest.starts_with("/*")) return 0;
  const size_t end = rest.find("*/", 2);
  return end == std::string_view::npos ? end : end + 2;
}

// A quoted text whose own quotes are doubled; kInvalid if it has no end.
Token TakeQuoted(Token::Kind kind, std::string_view rest) {
  const char quote = rest.front();
  for (size_t end = rest.find(quote, 1); end != std::string_view::npos;
       end = rest.find(quote, end + 2)) {
    if (end + 1 == rest.size() || rest[end + 1] != quote) {
      return {kind, rest.substr(0, end + 1), {}};
    }
  }
  return {Token::Kind::kInvalid, rest, {}};
}

// Requires: a digit, or a point and a digit.
Token TakeNumber(std::string_view rest) {
  size_t length = CountWhile(rest, IsDigit);
  if (length < rest.size() && rest[length] == '.') {
    ++length;
    length += CountWhile(rest.substr(length), IsDigit);
  }
  if (length < rest.size() && (rest[length] == 'e' || rest[length] == 'E')) {
    size_t exponent = length + 1;
    if (exponent < rest.size() && (rest[exponent] == '+' || rest[exponent] == '-')) ++exponent;
    const size_t digits = CountWhile(rest.substr(std::min(exponent, rest.size())), IsDigit);
    length = exponent + digits;
    if (digits == 0) return {Token::Kind::kInvalid, rest.substr(0, length), {}};
  }
  // "1x" is no number, and no two tokens either.
  const size_t tail = CountWhile(rest.substr(length), IsNamePart);
  return {
      tail > 0 ? Token::Kind::kInvalid : Token::Kind::kNumber, rest.substr(0, length + tail), {}};
}

// The token at the start of `rest`, which is not empty and starts with neither space nor comment.
Token Next(std::string_view rest) {
  const char first = rest.front();
  if (IsNameStart(first)) {
    const std::string_view word = rest.substr(0, CountWhile(rest, IsNamePart));
    return {IsReserved(word) ? Token::Kind::kKeyword : Token::Kind::kName, word, {}};
  }
  if (IsDigit(first) || (first == '.' && rest.size() > 1 && IsDigit(rest[1]))) {
    return TakeNumber(rest);
  }
  if (first == '"') return TakeQuoted(Token::Kind::kQuotedName, rest);
  if (first == '\'') return TakeQuoted(Token::Kind::kString, rest);
  if (first == '`') {
    const size_t end = rest.find('`', 1);
    if (end == std::string_view::npos) return {Token::Kind::kInvalid, rest, {}};
    return {Token::Kind::kIon, rest.substr(0, end + 1), {}};
  }
  if (std::ranges::find(kLongSymbols, rest.substr(0, 2)) != kLongSymbols.end()) {
    return {Token::Kind::kSymbol, rest.substr(0, 2), {}};
  }
  if (kShortSymbols.contains(first)) return {Token::Kind::kSymbol, rest.substr(0, 1), {}};
  return {Token::Kind::kInvalid, rest.substr(0, 1), {}};
}

// Where the next character stands.
class Place {
 public:
  void Pass(std::string_view text) {
    for (const char c : text) {
      if (c == '\n') {
        ++position_.line;
        position_.column = 1;
      } else if (!IsContinuationByte(c)) {
        ++position_.column;
      }
    }
  }
  Position Of(std::string_view text) const {
    Position position = position_;
    position.length = static_cast<uint32_t>(
        std::ranges::count_if(text, [](char c) { return !IsContinuationByte(c); }));
    return position;
  }

 private:
  Position position_;
};

}  // namespace

std::string Position::ToString() const {
  return std::to_string(line) + ":" + std::to_string(column) + ":" + std::to_string(length);
}

std::vector<Token> Tokenize(std::string_view statement) {
  std::vector<Token> tokens;
  Place place;
  while (!statement.empty()) {
    size_t skipped = CountWhile(statement, IsSpace);
    if (skipped == 0) skipped = CommentLength(statement);
    Token token{Token::Kind::kInvalid, statement, {}};
    if (skipped == 0) token = Next(statement);
    if (skipped == 0 || skipped == std::string_view::npos) {
      token.position = place.Of(token.text);
      tokens.push_back(token);
      skipped = token.text.size();
    }
    place.Pass(statement.substr(0, skipped));
    statement.remove_prefix(skipped);
  }
  tokens.push_back({Token::Kind::kEnd, statement, place.Of({})});
  return tokens;
}

bool IsKeyword(const Token& token, std::string_view word) {
  return token.kind == Token::Kind::kKeyword &&
         std::ranges::equal(token.text, word, [](char c, char upper) {
           return (c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c) == upper;
         });
}

std::string Unquoted(const Token& token) {
  if (token.kind == Token::Kind::kName) return std::string(token.text);
  CHECK(token.kind == Token::Kind::kQuotedName || token.kind == Token::Kind::kString);
  const char quote = token.text.front();
  const std::string_view inside = token.text.substr(1, token.text.size() - 2);
  std::string text;
  text.reserve(inside.size());
  for (size_t i = 0; i < inside.size(); ++i) {
    text.push_back(inside[i]);
    if (inside[i] == quote) ++i;
  }
  return text;
}

}  // namespace meridian::partiql

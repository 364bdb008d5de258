#include "regions/expressions/lexer.h"

#include <algorithm>
#include <cstddef>

namespace meridian {
namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsNamePart(char c) { return IsLetter(c) || IsDigit(c) || c == '_'; }
bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool IsContinuationByte(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

template <class Predicate>
size_t CountWhile(std::string_view text, Predicate predicate) {
  return static_cast<size_t>(std::ranges::find_if_not(text, predicate) - text.begin());
}

// The token at the start of `rest`, which is not empty and does not start with a space.
Token Next(std::string_view rest) {
  using enum Token::Kind;
  const char first = rest.front();
  if (IsLetter(first)) return {kIdentifier, rest.substr(0, CountWhile(rest, IsNamePart))};
  if (IsDigit(first)) return {kNumber, rest.substr(0, CountWhile(rest, IsDigit))};
  if (first == '#' || first == ':') {
    const size_t length = CountWhile(rest.substr(1), IsNamePart);
    if (length == 0) return {kInvalid, rest.substr(0, 1)};
    return {first == '#' ? kNamePlaceholder : kValuePlaceholder, rest.substr(0, length + 1)};
  }
  const std::string_view two = rest.substr(0, 2);
  if (two == "<>" || two == "<=" || two == ">=") return {kSymbol, two};
  if (std::string_view("()[],.+-=<>").contains(first)) return {kSymbol, rest.substr(0, 1)};
  // A whole UTF-8 character, so that messages stay valid text.
  return {kInvalid, rest.substr(0, 1 + CountWhile(rest.substr(1), IsContinuationByte))};
}

}  // namespace

std::vector<Token> Tokenize(std::string_view text) {
  std::vector<Token> tokens;
  for (;;) {
    text.remove_prefix(CountWhile(text, IsSpace));
    if (text.empty()) break;
    tokens.push_back(Next(text));
    text.remove_prefix(tokens.back().text.size());
  }
  tokens.push_back({Token::Kind::kEnd, text});
  return tokens;
}

bool IsKeyword(const Token& token, std::string_view keyword) {
  return token.kind == Token::Kind::kIdentifier &&
         std::ranges::equal(token.text, keyword, [](char c, char upper) {
           return (c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c) == upper;
         });
}

}  // namespace meridian

// Expression text to tokens.
//
// The lexer never fails: bytes that start no token become a kInvalid token, which no rule of the
// grammar accepts, so that the parser reports the first error of either kind in text order.
// Keywords (AND, SET, ...) are identifiers here; the grammar decides where they are special.
//
// Threads: values; tokens point into the text.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace meridian {

struct Token {
  enum class Kind : uint8_t {
    kEnd,
    kIdentifier,        // [A-Za-z][A-Za-z0-9_]*
    kNamePlaceholder,   // #[A-Za-z0-9_]+
    kValuePlaceholder,  // :[A-Za-z0-9_]+
    kNumber,            // [0-9]+
    kSymbol,            // ( ) [ ] , . + - = <> < <= > >=
    kInvalid,           // One character that starts nothing.
  };
  Kind kind;
  std::string_view text;
};

// The tokens of `text`, ended by one of kind kEnd (an empty view at the end of `text`).
std::vector<Token> Tokenize(std::string_view text);

// Whether `token` is the identifier `keyword` (upper case) in any case.
bool IsKeyword(const Token& token, std::string_view keyword);

}  // namespace meridian

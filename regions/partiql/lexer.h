// Statement text to tokens, each with its place.
//
// The lexer never fails: bytes that start no token, and what is opened and never closed, become one
// kInvalid token, which no rule of the grammar accepts. Comments are skipped.
//
// Keywords are those of SQL-92 and PartiQL (keywords.h); none of them is a name unless it stands in
// double quotes.
//
// Threads: values; tokens point into the statement.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace meridian::partiql {

// As messages show it: "line:column:length", from 1, in characters.
struct Position {
  uint32_t line = 1;
  uint32_t column = 1;
  uint32_t length = 0;

  std::string ToString() const;
  friend bool operator==(const Position&, const Position&) = default;
};

struct Token {
  enum class Kind : uint8_t {
    kEnd,
    kName,        // [A-Za-z_$][A-Za-z0-9_$]*
    kKeyword,     // The same, but a keyword.
    kQuotedName,  // "…", a quote within doubled.
    kString,      // '…', likewise.
    kNumber,      // 12, 1.5, .5, 5., 1e-3
    kIon,         // `…`
    kSymbol,      // Operators and punctuation.
    kInvalid,
  };
  Kind kind;
  std::string_view text;  // As written, quotes included.
  Position position;
};

// The tokens of `statement`, ended by one of kind kEnd.
std::vector<Token> Tokenize(std::string_view statement);

// Whether `token` is the keyword `word`, given in upper case.
bool IsKeyword(const Token& token, std::string_view word);

// What stands between the quotes, doubled ones made single; a bare name as it is. Requires: a name,
// quoted name or string.
std::string Unquoted(const Token& token);

}  // namespace meridian::partiql

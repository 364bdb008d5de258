#include "regions/expressions/lexer.h"

#include <gtest/gtest.h>

#include <string>

namespace meridian {
namespace {

// One letter for each kind, then the text.
std::string Shown(std::string_view text) {
  std::string shown;
  for (const Token& token : Tokenize(text)) {
    shown += "$i#:1s!"[static_cast<size_t>(token.kind)];
    shown.append("'").append(token.text).append("'");
  }
  return shown;
}

TEST(LexerTest, TakesTheLongestToken) {
  EXPECT_EQ(Shown("ab_1<>c<=d>=e<f>g=h"),
            "i'ab_1's'<>'i'c's'<='i'd's'>='i'e's'<'i'f's'>'i'g's'='i'h'$''");
  EXPECT_EQ(Shown("#1a:b_[12].,()+-"), "#'#1a':':b_'s'['1'12's']'s'.'s','s'('s')'s'+'s'-'$''");
  EXPECT_EQ(Shown("12ab"), "1'12'i'ab'$''");
}

TEST(LexerTest, SkipsTheFourSpaces) {
  EXPECT_EQ(Shown(" a\t\r\nb "), "i'a'i'b'$''");
  EXPECT_EQ(Shown("  "), "$''");
  EXPECT_EQ(Shown("a\vb"), "i'a'!'\v'i'b'$''");
}

TEST(LexerTest, WhatStartsNothingIsOneInvalidCharacter) {
  EXPECT_EQ(Shown("# :"), "!'#'!':'$''");
  EXPECT_EQ(Shown("_a!"), "!'_'i'a'!'!'$''");
  EXPECT_EQ(Shown("a\xE2\x82\xAC"), "i'a'!'\xE2\x82\xAC'$''");
  EXPECT_EQ(Shown(std::string_view("\0a", 2)), std::string("!'\0'i'a'$''", 11));
}

TEST(LexerTest, KeywordsMatchInAnyCase) {
  EXPECT_TRUE(IsKeyword(Tokenize("BeTween")[0], "BETWEEN"));
  EXPECT_FALSE(IsKeyword(Tokenize("BETWEENX")[0], "BETWEEN"));
  EXPECT_FALSE(IsKeyword(Tokenize("#BETWEEN")[0], "BETWEEN"));
}

}  // namespace
}  // namespace meridian

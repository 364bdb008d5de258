#include "regions/partiql/lexer.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace meridian::partiql {
namespace {

// Kind and text of each token but the last: "n:a k:IN s:(".
std::string Tokens(std::string_view statement) {
  constexpr std::string_view kLetters = ".nkQ'#`s!";
  std::string shown;
  for (const Token& token : Tokenize(statement)) {
    if (token.kind == Token::Kind::kEnd) continue;
    if (!shown.empty()) shown += ' ';
    shown += kLetters[static_cast<size_t>(token.kind)];
    shown.append(":").append(token.text);
  }
  return shown;
}

TEST(LexerTest, WordsAreNamesUnlessTheyAreKeywords) {
  EXPECT_EQ(Tokens("select a_1 $x _y Missing status"),
            "k:select n:a_1 n:$x n:_y k:Missing n:status");
}

TEST(LexerTest, QuotesEndAtTheFirstThatIsNotDoubled) {
  EXPECT_EQ(Tokens(R"("a""b" 'it''s' '' "x")"), R"(Q:"a""b" ':'it''s' ':'' Q:"x")");
  EXPECT_EQ(Unquoted(Tokenize("'it''s'").front()), "it's");
  EXPECT_EQ(Unquoted(Tokenize(R"("a""b")").front()), R"(a"b)");
  EXPECT_EQ(Tokens("'open"), "!:'open");
  EXPECT_EQ(Tokens("'open''"), "!:'open''");
  EXPECT_EQ(Tokens("`open"), "!:`open");
}

TEST(LexerTest, NumbersHaveFractionsAndExponents) {
  EXPECT_EQ(Tokens("1 1.5 .5 5. 1e3 1.5E-3"), "#:1 #:1.5 #:.5 #:5. #:1e3 #:1.5E-3");
  EXPECT_EQ(Tokens("1x 1e 1e+ 1_0"), "!:1x !:1e !:1e+ !:1_0");
}

TEST(LexerTest, SymbolsAreAsLongAsTheyCanBe) {
  EXPECT_EQ(Tokens("<<<=>>=<>!=||?"), "s:<< s:<= s:>> s:= s:<> s:!= s:|| s:?");
  EXPECT_EQ(Tokens("a.b[0]"), "n:a s:. n:b s:[ #:0 s:]");
  EXPECT_EQ(Tokens("#a"), "!:# n:a");
}

TEST(LexerTest, CommentsAreSpace) {
  EXPECT_EQ(Tokens("a -- b\n c /* d\n */ e--f"), "n:a n:c n:e");
  EXPECT_EQ(Tokens("a /* b"), "n:a !:/* b");
}

TEST(LexerTest, PlacesCountCharacters) {
  const auto tokens = Tokenize("a\n  'é' \"ü\" b");

  ASSERT_EQ(tokens.size(), 5u);
  EXPECT_EQ(tokens[0].position.ToString(), "1:1:1");
  EXPECT_EQ(tokens[1].position.ToString(), "2:3:3");
  EXPECT_EQ(tokens[2].position.ToString(), "2:7:3");
  EXPECT_EQ(tokens[3].position.ToString(), "2:11:1");
}

TEST(LexerTest, KeywordsAreFoundInAnyCase) {
  EXPECT_TRUE(IsKeyword(Tokenize("sElEcT").front(), "SELECT"));
  EXPECT_FALSE(IsKeyword(Tokenize("\"select\"").front(), "SELECT"));
  EXPECT_FALSE(IsKeyword(Tokenize("selects").front(), "SELECT"));
}

}  // namespace
}  // namespace meridian::partiql

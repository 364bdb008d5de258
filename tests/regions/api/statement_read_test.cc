#include "regions/api/statement_read.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/regions/api/statement_server.h"

namespace meridian {
namespace {

// "Rows" is a keyword of SQL, so it stands in quotes.
class StatementReadTest : public ::testing::Test {
 protected:
  StatementReadTest() {
    server.AddRows("a", 1, 5);
    server.AddRows("b", 6, 8);
  }

  std::string Sorts(const std::string& rest, const std::string& more = "") {
    return server.Sorts("SELECT p,s FROM \"Rows\" " + rest, more);
  }
  // All pages of at most `limit` items, joined by "|".
  std::string Pages(const std::string& rest, int limit) {
    const std::string text = "SELECT p,s FROM \"Rows\" " + rest;
    std::string more = ",\"Limit\":" + std::to_string(limit);
    std::string pages = server.Sorts(text, more);
    std::string token = server.TokenOf(server.Execute(text, more));
    while (!token.empty()) {
      const std::string next = more + R"(,"NextToken":")" + token + "\"";
      pages += "|" + server.Sorts(text, next);
      token = server.TokenOf(server.Execute(text, next));
    }
    return pages;
  }

  StatementServer server;
};

TEST_F(StatementReadTest, PartitionsAreReadAlongTheSortKey) {
  EXPECT_EQ(Sorts("WHERE p='a'"), "12345");
  EXPECT_EQ(Sorts("WHERE p='a' ORDER BY s DESC"), "54321");
  EXPECT_EQ(Sorts("WHERE p='a' AND s BETWEEN 2 AND 4"), "234");
  EXPECT_EQ(Sorts("WHERE p='a' AND s>1 AND s<4"), "23");
  EXPECT_EQ(Sorts("WHERE p='a' AND 3<s"), "45");
  EXPECT_EQ(Sorts("WHERE p='a' AND s IN (4,2)"), "24");
  EXPECT_EQ(Sorts("WHERE p='a' AND v=1"), "135");
  EXPECT_EQ(Sorts("WHERE p='none'"), "");
}

TEST_F(StatementReadTest, SeveralPartitionsAreReadInTheirOrder) {
  EXPECT_EQ(Sorts("WHERE p IN ('b','a')"), "67812345");
  EXPECT_EQ(Sorts("WHERE p='b' OR p='a'"), "67812345");
  EXPECT_EQ(Sorts("WHERE p IN ('b','a') ORDER BY p"), "12345678");
  EXPECT_EQ(Sorts("WHERE p IN ('a','b') ORDER BY p DESC, s DESC"), "87654321");
  EXPECT_EQ(Sorts("WHERE p='b' AND s=7 OR p='a' AND s=1"), "71");
}

TEST_F(StatementReadTest, WithoutAPartitionKeyEverythingIsRead) {
  EXPECT_EQ(Sorts("").size(), 8u);
  EXPECT_EQ(Sorts("WHERE s=7"), "7");
  EXPECT_EQ(Sorts("WHERE p>'a'"), "678");
}

TEST_F(StatementReadTest, PagesJoinWithoutGapOrRepetition) {
  EXPECT_EQ(Pages("WHERE p='a'", 2), "12|34|5");
  EXPECT_EQ(Pages("WHERE p='a' ORDER BY s DESC", 3), "543|21");
  EXPECT_EQ(Pages("WHERE p IN ('a','b')", 3), "123|456|78");
  EXPECT_EQ(Pages("WHERE p IN ('b','a') ORDER BY p DESC, s DESC", 4), "8765|4321|");
  EXPECT_EQ(Pages("WHERE p='a' AND v=1", 2), "1|3|5");
  std::string all = Pages("", 3);
  std::erase(all, '|');
  EXPECT_EQ(all, Sorts(""));
}

TEST_F(StatementReadTest, APageSaysWhereItStopped) {
  const std::string answer = server.Execute(R"(SELECT v FROM "Rows" WHERE p='a')", R"(,"Limit":2)");

  EXPECT_TRUE(answer.ends_with(R"(,"LastEvaluatedKey":{"p":{"S":"a"},"s":{"N":"2"}}})")) << answer;
  EXPECT_NE(server.TokenOf(answer), "");
  EXPECT_EQ(server.TokenOf(server.Execute(R"(SELECT * FROM "Rows" WHERE p='a')")), "");
}

TEST_F(StatementReadTest, APageEndsAtOneMegabyte) {
  server.AddRows("c", 1, 7, R"(,"fat":{"S":")" + std::string(300'000, 'x') + R"("})");

  EXPECT_EQ(Pages("WHERE p='c'", 100), "1234|567");
}

TEST_F(StatementReadTest, NestedValuesAreShownUnderTheirLastName) {
  server.Execute("INSERT INTO Plain VALUE {'p':'x','m':{'l':[1,{'z':2}]},'n':3}");

  EXPECT_EQ(server.Execute("SELECT m.l[0], m.l[1].z, n, gone FROM Plain WHERE p='x'"),
            R"(200 {"Items":[{"l[0]":{"N":"1"},"z":{"N":"2"},"n":{"N":"3"}}]})");
  EXPECT_EQ(server.Execute("SELECT gone FROM Plain WHERE p='x'"), R"(200 {"Items":[{}]})");
}

}  // namespace
}  // namespace meridian

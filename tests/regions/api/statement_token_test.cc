#include "regions/api/statement_token.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/regions/api/statement_server.h"

namespace meridian {
namespace {

TEST(StatementTokenTest, ATokenContinuesOnlyItsOwnRequest) {
  StatementServer server;
  server.AddRows("a", 1, 5);
  const std::string text = R"(SELECT * FROM "Rows" WHERE p=?)";
  const std::string a = R"(,"Limit":1,"Parameters":[{"S":"a"}])";
  const std::string token = R"(,"NextToken":")" + server.TokenOf(server.Execute(text, a)) + "\"";
  const std::string other = Invalid("NextToken does not match request");

  EXPECT_EQ(server.Sorts(text, a + token), "2");
  EXPECT_EQ(server.Sorts(text, R"(,"Limit":3,"Parameters":[{"S":"a"}])" + token), "234");
  EXPECT_EQ(server.Execute(text, R"(,"Parameters":[{"S":"b"}])" + token), other);
  EXPECT_EQ(server.Execute(R"(SELECT * FROM "Rows" WHERE p='a')", token), other);
  EXPECT_EQ(server.Execute("SELECT * FROM Plain WHERE p=?", a + token), other);
}

TEST(StatementTokenTest, WhatIsNoTokenIsRefused) {
  StatementServer server;
  for (const char* token : {"x", "AAAA", "AQ==", "not base64!"}) {
    EXPECT_EQ(
        server.Execute("SELECT * FROM Plain", std::string(R"(,"NextToken":")") + token + "\""),
        Invalid("Invalid NextToken"))
        << token;
  }
}

TEST(StatementTokenTest, AForgedPlaceIsRefused) {
  StatementServer server;
  const TablePtr table = server.catalog.Find("Rows");
  StatementRequest request;
  request.text = R"(SELECT * FROM "Rows" WHERE p='a')";
  const auto execute = [&](size_t query, const std::string& p) {
    Item key;
    key.Set("p", AttributeValue::S(p));
    key.Set("s", AttributeValue::N(Number::FromInt64(1)));
    const std::string token =
        EncodeStatementToken(request, *table, query, KeyOfKey(table->schema, key)->Encoded());
    return server.Execute(std::string(request.text), R"(,"NextToken":")" + token + "\"");
  };

  EXPECT_EQ(execute(0, "a"), kNoItems);
  EXPECT_EQ(execute(1, "a"), Invalid("Invalid NextToken"));
  EXPECT_EQ(execute(0, "b"), Invalid("Invalid NextToken"));
}

}  // namespace
}  // namespace meridian

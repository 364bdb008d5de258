#include "regions/api/statement_request.h"

#include <gtest/gtest.h>

#include "tests/regions/api/item_case.h"
#include "tests/regions/api/statement_server.h"

namespace meridian {
namespace {

TEST(StatementRequestTest, ParametersAreAttributeValues) {
  StatementServer server;
  const std::string text = "SELECT * FROM Plain WHERE p=?";

  EXPECT_EQ(server.Execute(text, R"(,"Parameters":[{}])"),
            Invalid("Supplied AttributeValue is empty, must contain exactly one of the supported "
                    "datatypes"));
  EXPECT_EQ(server.Execute(text, R"(,"Parameters":[{"S":"a"},{"S":"b"}])"),
            Invalid("Number of parameters in request and statement don't match."));
  EXPECT_EQ(server.Execute(text, R"(,"Parameters":"a")"), Unserializable("Unexpected field type"));
}

TEST(StatementRequestTest, TablesAreNamedByArnToo) {
  StatementServer server;

  EXPECT_EQ(
      server.Execute(R"(SELECT * FROM "arn:aws:dynamodb:us-east-1:000000000000:table/Plain")"),
      kNoItems);
}

}  // namespace
}  // namespace meridian

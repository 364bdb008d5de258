#include "regions/api/read_request.h"

#include <gtest/gtest.h>

#include "tests/regions/api/items_server.h"

namespace meridian {
namespace {

std::string Scan(const std::string& more) {
  return ItemsServer().Ask("Scan", R"({"TableName":"Plain",)" + more + "}");
}

TEST(ReadRequestTest, SelectMustFitTheProjection) {
  EXPECT_EQ(Scan(R"("Select":"SPECIFIC_ATTRIBUTES")"),
            Invalid("Must specify the AttributesToGet or ProjectionExpression when choosing to get "
                    "SPECIFIC_ATTRIBUTES"));
  EXPECT_EQ(Scan(R"("Select":"ALL_ATTRIBUTES","ProjectionExpression":"p")"),
            Invalid("Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES"));
  EXPECT_EQ(Scan(R"("Select":"COUNT","AttributesToGet":["p"])"),
            Invalid("Cannot specify the AttributesToGet when choosing to get only the Count"));
  EXPECT_EQ(Scan(R"("Select":"ALL_PROJECTED_ATTRIBUTES")"),
            Invalid("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"));
  EXPECT_EQ(Scan(R"("Select":"SOME")"),
            Invalid("1 validation error detected: Value 'SOME' at 'select' failed to satisfy "
                    "constraint: Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, "
                    "ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]"));
}

TEST(ReadRequestTest, UnusedPlaceholdersAreRefused) {
  EXPECT_EQ(Scan(R"("ProjectionExpression":"p","ExpressionAttributeNames":{"#x":"y"})"),
            Invalid("Value provided in ExpressionAttributeNames unused in expressions: keys: "
                    "{#x}"));
}

}  // namespace
}  // namespace meridian

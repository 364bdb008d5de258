#include "regions/api/legacy_key_condition.h"

#include <gtest/gtest.h>

#include "tests/regions/api/items_server.h"

namespace meridian {
namespace {

// A Query of the rows 1 to 4 of partition a by `conditions`, and their sort keys.
std::string Query(const std::string& conditions, const std::string& more = "") {
  ItemsServer server;
  server.AddRows("a", 1, 4);
  return server.Ask("Query", R"({"TableName":"Rows","AttributesToGet":["s"],"KeyConditions":{)" +
                                 conditions + "}" + more + "}");
}

std::string Compare(const std::string& name, const std::string& op, const std::string& operands) {
  return "\"" + name + R"(":{"ComparisonOperator":")" + op + R"(","AttributeValueList":[)" +
         operands + "]}";
}

const std::string kPartition = Compare("p", "EQ", R"({"S":"a"})");

std::string Rows(const std::string& op, const std::string& operands) {
  return Query(kPartition + "," + Compare("s", op, operands));
}

std::string Found(std::initializer_list<int> rows) {
  std::string items;
  for (const int row : rows) {
    items += (items.empty() ? "" : ",") + (R"({"s":{"N":")" + std::to_string(row) + R"("}})");
  }
  const std::string count = std::to_string(rows.size());
  return R"(200 {"Items":[)" + items + R"(],"Count":)" + count + R"(,"ScannedCount":)" + count +
         "}";
}

TEST(LegacyKeyConditionTest, EachIndexableOperatorIsAStretch) {
  EXPECT_EQ(Query(kPartition), Found({1, 2, 3, 4}));
  EXPECT_EQ(Rows("EQ", R"({"N":"2"})"), Found({2}));
  EXPECT_EQ(Rows("LT", R"({"N":"2"})"), Found({1}));
  EXPECT_EQ(Rows("LE", R"({"N":"2"})"), Found({1, 2}));
  EXPECT_EQ(Rows("GT", R"({"N":"2"})"), Found({3, 4}));
  EXPECT_EQ(Rows("GE", R"({"N":"2"})"), Found({2, 3, 4}));
  EXPECT_EQ(Rows("BETWEEN", R"({"N":"2"},{"N":"3"})"), Found({2, 3}));
}

TEST(LegacyKeyConditionTest, OtherOperatorsAreNoKeyConditions) {
  for (const char* op : {"NE", "IN", "CONTAINS", "NOT_CONTAINS"}) {
    EXPECT_EQ(Rows(op, R"({"N":"2"})"),
              Invalid("Attempted conditional constraint is not an indexable operation"));
  }
  EXPECT_EQ(Rows("NULL", ""),
            Invalid("Attempted conditional constraint is not an indexable operation"));
}

TEST(LegacyKeyConditionTest, ConditionsMustFitTheKey) {
  EXPECT_EQ(Query(""), Invalid("Conditions can be of length 1 or 2 only"));
  EXPECT_EQ(Query(Compare("s", "EQ", R"({"N":"2"})")),
            Invalid("Query condition missed key schema element: p"));
  EXPECT_EQ(Query(Compare("p", "LT", R"({"S":"a"})")),
            Invalid("Query key condition not supported"));
  EXPECT_EQ(Rows("EQ", R"({"S":"2"})"),
            Invalid("One or more parameter values were invalid: Condition parameter type does not "
                    "match schema type"));
}

TEST(LegacyKeyConditionTest, AFilterMayNotNameTheKey) {
  EXPECT_EQ(Query(kPartition, R"(,"QueryFilter":{)" + Compare("s", "EQ", R"({"N":"2"})") + "}"),
            Invalid("QueryFilter can only contain non-primary key attributes: Primary key "
                    "attribute: s"));
}

}  // namespace
}  // namespace meridian

#include "regions/api/request.h"

#include <gtest/gtest.h>

#include "tests/regions/api/item_case.h"

namespace meridian {
namespace {

JsonDocument Parsed(std::string text) { return *JsonDocument::Parse(text); }

std::string NameOrError(std::string text) {
  ApiServer server;
  const JsonDocument document = Parsed(std::move(text));
  const auto name = ReadTableName(server.services, document.root());
  return name ? *name : name.error().message;
}

std::string SubstitutionsError(std::string text,
                               std::initializer_list<std::string_view> expressions) {
  const JsonDocument document = Parsed(std::move(text));
  const auto substitutions = ReadSubstitutions(document.root(), expressions);
  return substitutions ? "" : substitutions.error().message;
}

TEST(RequestTest, TableNameIsANameOrAnArnOfThisRegion) {
  EXPECT_EQ(NameOrError(R"({"TableName":"t"})"), "t");
  EXPECT_EQ(NameOrError(R"({"TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/t"})"), "t");
}

TEST(RequestTest, BadTableNamesAreRefusedInTheFrameworksWords) {
  EXPECT_EQ(NameOrError("{}"),
            "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: "
            "Member must not be null");
  EXPECT_EQ(NameOrError(R"({"TableName":"a;b"})"),
            "1 validation error detected: Value 'a;b' at 'tableName' failed to satisfy constraint: "
            "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
  EXPECT_EQ(NameOrError(R"({"TableName":7})"), "NUMBER_VALUE cannot be converted to String");
}

TEST(RequestTest, OnlyServingTablesAreFound) {
  ApiServer server;
  AddTables(&server);

  EXPECT_TRUE(FindTable(server.services, "t").has_value());
  server.catalog.SetStatus("t", ReplicaStatus::kUpdating);
  EXPECT_TRUE(FindTable(server.services, "t").has_value());
  server.catalog.SetStatus("t", ReplicaStatus::kCreating);
  EXPECT_EQ(FindTable(server.services, "t").error().code, Errc::kNotFound);
  EXPECT_EQ(FindTable(server.services, "u").error().message, "Requested resource not found");
}

TEST(RequestTest, PlaceholdersNeedAnExpression) {
  EXPECT_EQ(
      SubstitutionsError(R"({"ExpressionAttributeNames":{"#a":"a"}})", {"ProjectionExpression"}),
      "ExpressionAttributeNames can only be specified when using expressions");
  EXPECT_EQ(SubstitutionsError(R"({"ExpressionAttributeValues":{":a":{"S":"a"}}})",
                               {"ConditionExpression"}),
            "ExpressionAttributeValues can only be specified when using expressions: "
            "ConditionExpression is null");
  EXPECT_EQ(SubstitutionsError(R"({"ExpressionAttributeValues":{":a":{"S":"a"}}})",
                               {"UpdateExpression", "ConditionExpression"}),
            "ExpressionAttributeValues can only be specified when using expressions: "
            "UpdateExpression and ConditionExpression are null");
  EXPECT_EQ(SubstitutionsError(
                R"({"ProjectionExpression":"a","ExpressionAttributeValues":{":a":{"S":"a"}}})",
                {"FilterExpression", "ProjectionExpression"}),
            "ExpressionAttributeValues can only be specified when using expressions: "
            "FilterExpression is null");
}

TEST(RequestTest, BadPlaceholderValuesNameTheirPlaceholder) {
  EXPECT_EQ(SubstitutionsError(R"({"E":"x","ExpressionAttributeValues":{":a":{}}})", {"E"}),
            "ExpressionAttributeValues contains invalid value: Supplied AttributeValue is empty, "
            "must contain exactly one of the supported datatypes for key :a");
}

}  // namespace
}  // namespace meridian

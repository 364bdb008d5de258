#include "regions/api/request_checker.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

// What CheckRequest says of a request in JSON: "OK", or the message.
std::string Check(std::string_view operation, std::string text) {
  const auto document = JsonDocument::Parse(text);
  EXPECT_TRUE(document);
  const Status status = CheckRequest(operation, "us-east-1", document->root());
  return status ? "OK" : status.error().message;
}

std::string One(const std::string& violation) {
  return "1 validation error detected: " + violation;
}

std::string At(const std::string& value, const std::string& place, const std::string& constraint) {
  return "Value " + value + " at '" + place + "' failed to satisfy constraint: Member must " +
         constraint;
}

const std::string kPut = R"({"TableName":"t","Item":{"k":{"S":"1"}})";

TEST(RequestCheckerTest, WhatConformsPasses) {
  EXPECT_EQ(Check("PutItem", kPut + "}"), "OK");
  EXPECT_EQ(Check("PutItem", kPut + R"(,"ReturnValues":"ALL_OLD","Unknown":{"a":[]}})"), "OK");
  EXPECT_EQ(Check("Query", R"({"TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/t",)"
                           R"("KeyConditionExpression":"a = :a","Limit":1})"),
            "OK");
  EXPECT_EQ(Check("RestoreConflict", "{}"), "OK");
}

TEST(RequestCheckerTest, TheTablesNameIsJudgedAlone) {
  const std::string missing = One(At("null", "tableName", "not be null"));

  EXPECT_EQ(Check("PutItem", R"({"ReturnValues":"SOME"})"), missing);
  EXPECT_EQ(Check("PutItem", R"({"TableName":null,"Item":{}})"), missing);
  EXPECT_EQ(Check("GetItem", R"({"TableName":"a b"})"),
            One(At("'a b'", "tableName", "satisfy regular expression pattern: [a-zA-Z0-9_.-]+")));
  EXPECT_EQ(Check("CreateTable", "{}"),
            "The parameter 'TableName' is required but was not present in the request");
}

TEST(RequestCheckerTest, AllOtherViolationsAreToldAtOnce) {
  EXPECT_EQ(
      Check("PutItem", R"({"TableName":"t","ReturnValues":"x","ReturnConsumedCapacity":"y"})"),
      "3 validation errors detected: " +
          At("'y'", "returnConsumedCapacity", "satisfy enum value set: [INDEXES, TOTAL, NONE]") +
          "; " + At("null", "item", "not be null") + "; " +
          At("'x'", "returnValues",
             "satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]"));
}

TEST(RequestCheckerTest, TenViolationsAreEnough) {
  std::string keys;
  for (int i = 0; i < 12; ++i) keys += (i == 0 ? "" : ",") + std::string(R"({"KeyType":"HASH"})");

  const std::string message =
      Check("CreateTable", R"({"TableName":"abc","KeySchema":[)" + keys + "]}");

  EXPECT_TRUE(message.starts_with("10 validation errors detected: ")) << message;
}

TEST(RequestCheckerTest, TypesComeBeforeConstraints) {
  EXPECT_EQ(Check("PutItem", R"({"TableName":"","Item":{"k":{"S":5}}})"),
            "NUMBER_VALUE cannot be converted to String");
  EXPECT_EQ(Check("GetItem", R"({"TableName":7})"), "NUMBER_VALUE cannot be converted to String");
  EXPECT_EQ(Check("Query", R"({"TableName":"t","Limit":"7"})"),
            "STRING_VALUE cannot be converted to Integer");
  EXPECT_EQ(Check("PutItem", kPut + R"(,"Expected":{"a":{"ComparisonOperator":[]}}})"),
            "Unrecognized collection type class java.lang.String");
  EXPECT_EQ(Check("CreateTable", R"({"TableName":"abc","KeySchema":[7]})"),
            "Unexpected field type");
  EXPECT_EQ(Check("BatchGetItem", R"({"RequestItems":{"t":{"Keys":[7]}}})"),
            "Unexpected field type");
}

TEST(RequestCheckerTest, CoercedTypesPass) {
  EXPECT_EQ(Check("GetItem", R"({"TableName":"t","Key":{"k":{"S":"1"}},"ConsistentRead":"yes"})"),
            "OK");
  EXPECT_EQ(Check("Scan", R"({"TableName":"t","Limit":1.5})"), "OK");
}

TEST(RequestCheckerTest, NestedMembersAreNamedByTheirPlace) {
  EXPECT_EQ(
      Check("CreateTable", R"({"TableName":"abc","KeySchema":[{"AttributeName":"",)"
                           R"("KeyType":"MASH"}],"GlobalSecondaryIndexes":[{}]})"),
      "5 validation errors detected: " +
          At("''", "keySchema.1.member.attributeName", "have length greater than or equal to 1") +
          "; " +
          At("'MASH'", "keySchema.1.member.keyType", "satisfy enum value set: [HASH, RANGE]") +
          "; " + At("null", "globalSecondaryIndexes.1.member.indexName", "not be null") + "; " +
          At("null", "globalSecondaryIndexes.1.member.keySchema", "not be null") + "; " +
          At("null", "globalSecondaryIndexes.1.member.projection", "not be null"));
  EXPECT_EQ(Check("PutItem", kPut + R"(,"Expected":{"a":{"ComparisonOperator":"IS"}}})"),
            One(At("'IS'", "expected.a.member.comparisonOperator",
                   "satisfy enum value set: [IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL,"
                   " NE, LE, BEGINS_WITH, GE, CONTAINS]")));
  EXPECT_EQ(Check("BatchWriteItem", R"({"RequestItems":{"t":[{"PutRequest":{}}]}})"),
            One(At("null", "requestItems.t.member.1.member.putRequest.item", "not be null")));
}

TEST(RequestCheckerTest, LengthsAndRangesAreKept) {
  EXPECT_EQ(Check("GetItem", R"({"TableName":"t","Key":{},"AttributesToGet":[]})"),
            One(At("'[]'", "attributesToGet", "have length greater than or equal to 1")));
  EXPECT_EQ(Check("Scan", R"({"TableName":"t","Limit":0})"),
            One(At("'0'", "limit", "have value greater than or equal to 1")));
  EXPECT_EQ(Check("Scan", R"({"TableName":"t","TotalSegments":1000001,"Segment":0})"),
            One(At("'1000001'", "totalSegments", "have value less than or equal to 1000000")));
  EXPECT_EQ(Check("Query", R"({"TableName":"t","IndexName":"i"})"),
            One(At("'i'", "indexName", "have length greater than or equal to 3")));
}

TEST(RequestCheckerTest, NoElementOfAListIsNull) {
  EXPECT_EQ(Check("BatchGetItem", R"({"RequestItems":{"t":{"Keys":[null]}}})"),
            One(At("null", "requestItems.t.member.keys.1.member", "not be null")));
}

}  // namespace
}  // namespace meridian

#include "regions/tables/table_name.h"

#include <gtest/gtest.h>

#include <string>

namespace meridian {
namespace {

TEST(TableNameTest, ANameIsItself) {
  EXPECT_EQ(*ParseTableName("a", "us-east-1"), "a");
  EXPECT_EQ(*ParseTableName("My-Table_1.x", "us-east-1"), "My-Table_1.x");
}

TEST(TableNameTest, AnArnOfThisRegionNamesItsTable) {
  EXPECT_EQ(*ParseTableName(TableArn("us-east-1", "Music"), "us-east-1"), "Music");
}

TEST(TableNameTest, WhatIsNoNameIsRefused) {
  const auto refusal = [](std::string_view name) {
    return ParseTableName(name, "us-east-1").error().message;
  };
  const std::string start = "1 validation error detected: ";

  EXPECT_EQ(refusal(std::string(256, 'a')),
            start + "Value '" + std::string(256, 'a') +
                "' at 'tableName' failed to satisfy constraint: Member must have length less than "
                "or equal to 255");
  EXPECT_EQ(refusal("a/b"), start +
                                "Value 'a/b' at 'tableName' failed to satisfy constraint: Member "
                                "must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
  EXPECT_EQ(refusal(""), start +
                             "Value '' at 'tableName' failed to satisfy constraint: Member must "
                             "have length greater than or equal to 1");
  EXPECT_EQ(refusal(TableArn("eu-west-1", "Music")),
            start + "Invalid AWS region in 'arn:aws:dynamodb:eu-west-1:000000000000:table/Music'");
  EXPECT_EQ(refusal(TableArn("us-east-1", "Music") + "/index/i"),
            start +
                "Invalid resource type in "
                "'arn:aws:dynamodb:us-east-1:000000000000:table/Music/index/i'");
  EXPECT_FALSE(ParseTableName("arn:aws:dynamodb:us-east-1:123456789012:table/Music", "us-east-1"));
  EXPECT_FALSE(ParseTableName("arn:", "us-east-1"));
  EXPECT_FALSE(ParseTableName("arn:aws:s3:::bucket", "us-east-1"));
}

TEST(TableNameTest, NewTablesNeedThreeCharacters) {
  EXPECT_TRUE(CheckNewTableName("abc"));
  EXPECT_NE(CheckNewTableName("ab").error().message.find("greater than or equal to 3"),
            std::string::npos);
}

TEST(TableNameTest, StreamLabelsAreTimesAndBack) {
  EXPECT_EQ(StreamLabel(1'700'000'000'123), "2023-11-14T22:13:20.123");
  EXPECT_EQ(StreamLabelMillis("2023-11-14T22:13:20.123"), 1'700'000'000'123);
  EXPECT_EQ(StreamLabelMillis(""), std::nullopt);
  EXPECT_EQ(StreamArn("us-east-1", "T", "L"),
            "arn:aws:dynamodb:us-east-1:000000000000:table/T/stream/L");
}

}  // namespace
}  // namespace meridian

#include "regions/tables/resource_arn.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

Result<std::string> TableOf(const std::optional<std::string>& arn) {
  return TableOfResourceArn(arn, "us-east-1", "TagResource");
}

TEST(ResourceArnTest, ATablesArnNamesTheTable) {
  const auto table = TableOf("arn:aws:dynamodb:us-east-1:000000000000:table/Music");
  ASSERT_TRUE(table);
  EXPECT_EQ(*table, "Music");
}

TEST(ResourceArnTest, WhatIsNoTablesArnOfThisRegionIsInvalid) {
  for (const std::string arn :
       {"Music", "arn:aws:dynamodb:eu-west-1:000000000000:table/Music",
        "arn:aws:dynamodb:us-east-1:000000000000:table/Music/index/x",
        "arn:aws:dynamodb:us-east-1:000000000000:table/",
        "arn:aws:dynamodb:us-east-1:000000000000:global-table/x", "arn:other:dynamodb:::"}) {
    const auto table = TableOf(arn);
    ASSERT_FALSE(table) << arn;
    EXPECT_EQ(table.error().code, Errc::kValidation) << arn;
    EXPECT_EQ(table.error().message,
              "Invalid TableArn: Invalid ResourceArn provided as input " + arn);
  }
}

TEST(ResourceArnTest, AnotherAccountIsDeniedBeforeItsRegionIsJudged) {
  for (const std::string arn : {"arn:aws:dynamodb:eu-west-1:111111111111:table/Music",
                                "arn:aws:sqs:us-east-1:000000000000:queue"}) {
    const auto table = TableOf(arn);
    ASSERT_FALSE(table) << arn;
    EXPECT_EQ(table.error().code, Errc::kAccessDenied) << arn;
  }
}

TEST(ResourceArnTest, AnAbsentOrEmptyOneIsAViolation) {
  EXPECT_EQ(TableOf(std::nullopt).error().message,
            "1 validation error detected: Value null at 'resourceArn' failed to satisfy "
            "constraint: Member must not be null");
  EXPECT_EQ(TableOf("").error().message,
            "1 validation error detected: Value '' at 'resourceArn' failed to satisfy constraint: "
            "Member must have length greater than or equal to 1");
}

}  // namespace
}  // namespace meridian

#include "regions/api/tag_api.h"

#include <gtest/gtest.h>

#include "tests/regions/api/api_server.h"

namespace meridian {
namespace {

constexpr char kArn[] = R"("ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/Music")";

class TagApiTest : public ::testing::Test {
 protected:
  TagApiTest() { server.catalog.Add("Music", {{"p", AttributeType::kString}, std::nullopt}); }

  std::string Ask(const std::string& operation, const std::string& rest = "") {
    return server.Ask(operation, "{" + std::string(kArn) + rest + "}");
  }

  ApiServer server;
};

TEST_F(TagApiTest, TagsAreSetListedAndRemoved) {
  EXPECT_EQ(Ask("TagResource", R"(,"Tags":[{"Key":"b","Value":"2"},{"Key":"a","Value":""}])"),
            "200 {}");
  EXPECT_EQ(Ask("ListTagsOfResource"),
            R"(200 {"Tags":[{"Key":"a","Value":""},{"Key":"b","Value":"2"}]})");
  EXPECT_EQ(Ask("UntagResource", R"(,"TagKeys":["b","none"])"), "200 {}");
  EXPECT_EQ(Ask("ListTagsOfResource"), R"(200 {"Tags":[{"Key":"a","Value":""}]})");
}

TEST_F(TagApiTest, WhatIsWrongIsSaidAsTheServiceDoes) {
  EXPECT_EQ(Ask("TagResource", R"(,"Tags":[])"),
            R"(400 {"__type":"com.amazon.coral.validate#ValidationException",)"
            R"("message":"Atleast one Tag needs to be provided as Input."})");
  EXPECT_EQ(server.Ask("ListTagsOfResource", R"({"ResourceArn":"Music"})"),
            R"(400 {"__type":"com.amazon.coral.validate#ValidationException",)"
            R"("message":"Invalid TableArn: Invalid ResourceArn provided as input Music"})");
  EXPECT_EQ(server.Ask("ListTagsOfResource",
                       R"({"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/None"})"),
            R"(400 {"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",)"
            R"("message":"Requested resource not found: ResourcArn: )"
            R"(arn:aws:dynamodb:us-east-1:000000000000:table/None not found"})");
}

}  // namespace
}  // namespace meridian

#include "regions/tables/table_settings.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

TEST(TableSettingsTest, ThroughputMembersMustBeThereAndPositive) {
  Constraints constraints;
  CheckThroughputMembers("provisionedThroughput", {std::nullopt, 0}, constraints);

  EXPECT_EQ(constraints.Check().error().message,
            "2 validation errors detected: Value '0' at 'provisionedThroughput.writeCapacityUnits' "
            "failed to satisfy constraint: Member must have value greater than or equal to 1; "
            "Value null at 'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: "
            "Member must not be null");
}

TEST(TableSettingsTest, AbsurdThroughputIsOutOfBounds) {
  EXPECT_TRUE(CheckThroughputBounds({1'000'000'000'000, 1}));
  EXPECT_EQ(CheckThroughputBounds({1'000'000'000'001, 1}).error().message,
            "Given value 1000000000001 for ReadCapacityUnits is out of bounds");
}

TEST(TableSettingsTest, StreamViewTypesHaveNames) {
  EXPECT_EQ(ParseStreamViewType("KEYS_ONLY"), StreamViewType::kKeysOnly);
  EXPECT_EQ(StreamViewTypeName(StreamViewType::kNewAndOldImages), "NEW_AND_OLD_IMAGES");
}

TEST(TableSettingsTest, OnlyTheDefaultsOfEncryptionAndClassAreThere) {
  EXPECT_TRUE(CheckSse(std::nullopt));
  EXPECT_TRUE(CheckSse(SseSpecification{false, {}, {}}));
  EXPECT_EQ(CheckSse(SseSpecification{true, {}, {}}).error().code, Errc::kUnsupported);
  EXPECT_EQ(CheckSse(SseSpecification{false, "KMS", {}}).error().message,
            "One or more parameter values were invalid: SSEType can not be specified if Enabled is "
            "false");
  EXPECT_TRUE(CheckTableClass("STANDARD"));
  EXPECT_TRUE(CheckTableClass("STANDARD_INFREQUENT_ACCESS"));
  EXPECT_EQ(CheckTableClass("GOLD").error().code, Errc::kValidation);
}

TEST(TableSettingsTest, TagsAreJudged) {
  const auto refusal = [](std::vector<Tag> tags) { return ParseTags(tags).error().message; };

  EXPECT_EQ(refusal({{"a", "1"}, {"a", "2"}}),
            "Duplicate Tag Keys provided as input: Duplicate Tag Key found a");
  EXPECT_EQ(refusal({{"aws:x", "1"}}), "Tag Key cannot be prefixed with aws:, Key: aws:x");
  EXPECT_EQ(refusal({{"a", std::nullopt}}), "The Tag Value provided is invalid, Value: null");
  EXPECT_EQ(refusal({{std::string(129, 'k'), "v"}}),
            "The Tag Key provided is invalid, Key: " + std::string(129, 'k'));
  std::vector<Tag> many;
  for (int i = 0; i < 51; ++i) many.push_back({std::to_string(i), ""});
  EXPECT_EQ(refusal(many), "Number of Tags exceed the current limit for the provided ResourceArn");
}

TEST(TableSettingsTest, ATagSaysTheDurability) {
  EXPECT_EQ(*DurabilityOf({}), Durability::kLocal);
  EXPECT_EQ(*DurabilityOf({{"meridian:durability", "log"}}), Durability::kLog);
  EXPECT_EQ(DurabilityOf({{"meridian:durability", "maybe"}}).error().code, Errc::kValidation);
}

}  // namespace
}  // namespace meridian

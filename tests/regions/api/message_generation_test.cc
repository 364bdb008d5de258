#include "regions/api/message_generation.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

Task<Reply> Refuse(const Services&, Call) {
  co_return Validation("Input collection contains duplicates");
}

TEST(MessageGenerationTest, RefusalsOfTheRequestGotThePrefix) {
  EXPECT_TRUE(IsPrefixedToday("Invalid UpdateExpression: Syntax error; token: \"a\", near: \"a\""));
  EXPECT_TRUE(IsPrefixedToday("Invalid ConditionExpression: The expression can not be empty;"));
  EXPECT_TRUE(IsPrefixedToday("ReturnValues can only be ALL_OLD or NONE"));
  EXPECT_TRUE(
      IsPrefixedToday("One or more parameter values were invalid: Binary sets should not be "
                      "empty"));
}

TEST(MessageGenerationTest, RefusalsOfTheItemDidNot) {
  EXPECT_FALSE(IsPrefixedToday("Item size has exceeded the maximum allowed size"));
  EXPECT_FALSE(
      IsPrefixedToday("One or more parameter values were invalid: Missing the key k in the item"));
  EXPECT_FALSE(
      IsPrefixedToday("The document path provided in the update expression is invalid for update"));
  EXPECT_FALSE(
      IsPrefixedToday("Supplied AttributeValue is empty, must contain exactly one of the "
                      "supported datatypes"));
  EXPECT_FALSE(
      IsPrefixedToday("1 validation error detected: Value null at 'tableName' failed to "
                      "satisfy constraint: Member must not be null"));
}

TEST(MessageGenerationTest, OnlyTodaysGenerationChangesHandlers) {
  const std::string put = std::string(kDynamoDbTarget) + "PutItem";
  Operations bare;
  bare.Add(kDynamoDbTarget, "PutItem", Refuse);
  bare.Add(kDynamoDbTarget, "UpdateItem", Refuse);
  Operations prefixed = bare;

  SpeakGeneration(MessageGeneration::kBare, &bare);
  SpeakGeneration(MessageGeneration::kPrefixed, &prefixed);

  using Handler = Task<Reply> (*)(const Services&, Call);
  EXPECT_NE(bare.Find(put)->handler.target<Handler>(), nullptr);
  EXPECT_EQ(prefixed.Find(put)->handler.target<Handler>(), nullptr);
}

}  // namespace
}  // namespace meridian

#include "regions/api/errors.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

TEST(ApiErrorTest, EveryExceptionHasItsOwnRow) {
  std::string_view previous;
  for (int i = 0; i <= static_cast<int>(Exception::kInternalServerError); ++i) {
    const ApiError error{.exception = static_cast<Exception>(i)};

    EXPECT_NE(error.type(), previous);
    EXPECT_FALSE(error.name().empty());
    previous = error.type();
  }
}

TEST(ApiErrorTest, MostMessagesAreLowerCaseAndSerializationsIsNot) {
  EXPECT_EQ(ApiError::Of(Validation("no \"x\"")).Body(),
            R"({"__type":"com.amazon.coral.validate#ValidationException","message":"no \"x\""})");
  EXPECT_EQ(ApiError::Of(Error{Errc::kSerialization, "y"}).Body(),
            R"({"__type":"com.amazon.coral.service#SerializationException","Message":"y"})");
  EXPECT_EQ(ApiError::Of(Error{Errc::kSerialization, ""}).Body(),
            R"({"__type":"com.amazon.coral.service#SerializationException"})");
}

TEST(ApiErrorTest, FurtherMembersFollowTheMessage) {
  ApiError error = ApiError::Of(Error{Errc::kConditionFailed, "c"});
  error.members = R"("Item":{})";

  EXPECT_EQ(error.Body(),
            R"({"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",)"
            R"("message":"c","Item":{}})");
}

TEST(ApiErrorTest, StatusTellsWhoseFaultItIs) {
  EXPECT_EQ(ApiError::Of(Error{Errc::kThrottled, "x"}).status(), 400);
  EXPECT_EQ(ApiError::Of(Error{Errc::kNotFound, "x"}).status(), 400);
  EXPECT_EQ(ApiError::Of(Error{Errc::kUnavailable, "x"}).status(), 503);
  EXPECT_EQ(ApiError::Of(Error{Errc::kTimeout, "x"}).status(), 500);
  EXPECT_EQ(ApiError::Of(Error{}).status(), 500);
}

TEST(ApiErrorTest, AuthErrorsCarryTheServicePrefix) {
  EXPECT_EQ(AuthErrorBody(
                {"MissingAuthenticationTokenException", "Request is missing Authentication Token"}),
            R"({"__type":"com.amazon.coral.service#MissingAuthenticationTokenException",)"
            R"("message":"Request is missing Authentication Token"})");
}

}  // namespace
}  // namespace meridian

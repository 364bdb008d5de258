#include "regions/tables/constraints.h"

#include <gtest/gtest.h>

#include <string>

namespace meridian {
namespace {

TEST(ConstraintsTest, NothingViolatedIsFine) { EXPECT_TRUE(Constraints().Check()); }

TEST(ConstraintsTest, OneViolationIsSaidAsDynamoDbSaysIt) {
  Constraints constraints;
  constraints.Length("tableName", "", 1, 255);

  EXPECT_EQ(constraints.Check().error().message,
            "1 validation error detected: Value '' at 'tableName' failed to satisfy constraint: "
            "Member must have length greater than or equal to 1");
  EXPECT_EQ(constraints.Check().error().code, Errc::kValidation);
}

TEST(ConstraintsTest, SeveralViolationsAreSaidTogether) {
  Constraints constraints;
  EXPECT_FALSE(constraints.NotNull("keySchema", false));
  constraints.OneOf("billingMode", "FREE", {"PROVISIONED", "PAY_PER_REQUEST"});
  constraints.Range("limit", 101, 1, 100);
  constraints.ViolatedUnquoted("Limit", "Member must have value greater than or equal to 1");
  constraints.NamePattern("tableName", "a b");

  EXPECT_EQ(constraints.Check().error().message,
            "5 validation errors detected: Value null at 'keySchema' failed to satisfy constraint: "
            "Member must not be null; Value 'FREE' at 'billingMode' failed to satisfy constraint: "
            "Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]; Value '101' at "
            "'limit' failed to satisfy constraint: Member must have value less than or equal to "
            "100; Value at 'Limit' failed to satisfy constraint: Member must have value greater "
            "than or equal to 1; Value 'a b' at 'tableName' failed to satisfy constraint: Member "
            "must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
}

TEST(ConstraintsTest, NoMoreThanTenViolationsAreReported) {
  Constraints constraints;
  for (int i = 0; i < 20; ++i) constraints.NotNull(MemberPath("tags", i, "key"), false);

  const std::string message = constraints.Check().error().message;

  EXPECT_TRUE(message.starts_with("10 validation errors detected: "));
  EXPECT_NE(message.find("'tags.10.member.key'"), std::string::npos);
  EXPECT_EQ(message.find("'tags.11.member.key'"), std::string::npos);
}

}  // namespace
}  // namespace meridian

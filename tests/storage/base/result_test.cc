#include "storage/base/result.h"

#include <gtest/gtest.h>

#include <memory>

namespace meridian {
namespace {

Result<int> Half(int number) {
  if (number % 2 != 0) return Error{Errc::kValidation, "odd"};
  return number / 2;
}

Result<int> Quarter(int number) {
  TRY(const int half, Half(number));
  TRY(const int quarter, Half(half));
  return quarter;
}

Status Check(int number, bool* passed) {
  TRY(Half(number));
  *passed = true;
  return OkStatus();
}

TEST(ResultTest, IsUnsetUntilSomethingIsAssigned) {
  const Result<int> result;
  const Status status;

  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::kUnset);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, Errc::kUnset);
  EXPECT_TRUE(OkStatus());
}

TEST(ResultTest, TryGivesTheValueOrReturnsTheError) {
  EXPECT_EQ(*Quarter(8), 2);

  for (const int number : {3, 6}) {
    const Result<int> result = Quarter(number);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Errc::kValidation);
    EXPECT_EQ(result.error().message, "odd");
  }
}

TEST(ResultTest, TryOfAStatusEndsTheFunctionAtTheFirstError) {
  bool passed = false;

  EXPECT_FALSE(Check(1, &passed));
  EXPECT_FALSE(passed);
  EXPECT_TRUE(Check(2, &passed));
  EXPECT_TRUE(passed);
}

TEST(ResultTest, HoldsWhatCanOnlyBeMoved) {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(7);

  const std::unique_ptr<int> value = *std::move(result);

  EXPECT_EQ(*value, 7);
}

TEST(ResultTest, DereferencingAnErrorThrowsInsteadOfInventingAValue) {
  const Result<int> result = Error{Errc::kInternal, ""};

  EXPECT_THROW((void)*result, std::bad_variant_access);
}

}  // namespace
}  // namespace meridian

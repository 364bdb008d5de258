#include "storage/table/expiry_progress.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

const ExpiryProgress kProgress{"expires", 5, ExpiryPhase::kRemoving, std::string("a\0b", 3)};

TEST(ExpiryProgressTest, IsReadAsItWasWritten) {
  const auto decoded = DecodeExpiryProgress(EncodeExpiryProgress(kProgress));

  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->attribute, kProgress.attribute);
  EXPECT_EQ(decoded->changed_at_millis, kProgress.changed_at_millis);
  EXPECT_EQ(decoded->phase, kProgress.phase);
  EXPECT_EQ(decoded->done_to, kProgress.done_to);
}

TEST(ExpiryProgressTest, DamagedBytesAreSaidToBeDamaged) {
  std::string bytes = EncodeExpiryProgress(kProgress);
  for (char& byte : bytes) {
    byte = static_cast<char>(byte ^ 1);
    EXPECT_FALSE(DecodeExpiryProgress(bytes));
    byte = static_cast<char>(byte ^ 1);
  }
  EXPECT_FALSE(DecodeExpiryProgress(""));
}

TEST(ExpiryProgressTest, IsForOneChangeOfOneSetting) {
  EXPECT_TRUE(kProgress.IsFor({true, "expires", 5}));
  EXPECT_FALSE(kProgress.IsFor({false, "expires", 5}));
  EXPECT_FALSE(kProgress.IsFor({true, "until", 5}));
  EXPECT_FALSE(kProgress.IsFor({true, "expires", 6}));
}

}  // namespace
}  // namespace meridian

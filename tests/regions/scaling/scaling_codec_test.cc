#include "regions/scaling/scaling_codec.h"

#include <gtest/gtest.h>

#include "tests/regions/scaling/scaling_fixtures.h"

namespace meridian {
namespace {

TEST(ScalingCodecTest, WhatIsEncodedIsDecoded) {
  ScalableTarget bare;
  bare.table_name = "u";
  bare.id = "target-2";
  const std::vector<ScalableTarget> targets = {FullTarget(), bare};

  const auto decoded = DecodeScalableTargets(EncodeScalableTargets(targets));

  ASSERT_TRUE(decoded);
  EXPECT_EQ(*decoded, targets);
}

TEST(ScalingCodecTest, OtherBytesAreDamage) {
  const auto decoded = DecodeScalableTargets("\xff\xff\xff");

  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().code, Errc::kCorrupt);
}

}  // namespace
}  // namespace meridian

#include "regions/scaling/scalable_target.h"

#include <gtest/gtest.h>

#include "tests/regions/scaling/scaling_fixtures.h"

namespace meridian {
namespace {

TEST(ScalableTargetTest, DimensionsAreThoseOfTables) {
  for (const CapacityKind kind : {CapacityKind::kRead, CapacityKind::kWrite})
    EXPECT_EQ(KindOfDimension(ScalableDimension(kind)), kind);
  EXPECT_EQ(KindOfDimension("dynamodb:index:ReadCapacityUnits"), std::nullopt);
  EXPECT_EQ(KindOfDimension("ecs:service:DesiredCount"), std::nullopt);
}

TEST(ScalableTargetTest, ArnsNameRegionAndTable) {
  EXPECT_EQ(ScalableTargetArn("us-east-1", FullTarget()),
            "arn:aws:application-autoscaling:us-east-1:000000000000:scalable-target/target-1");
  EXPECT_EQ(ScalingPolicyArn("us-east-1", FullTarget()),
            "arn:aws:autoscaling:us-east-1:000000000000:scalingPolicy:policy-1:resource/dynamodb/"
            "table/t:policyName/p");
}

}  // namespace
}  // namespace meridian

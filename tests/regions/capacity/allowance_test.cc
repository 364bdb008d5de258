#include "regions/capacity/allowance.h"

#include <gtest/gtest.h>

#include "tests/support/manual_scheduler.h"

namespace meridian {
namespace {

struct AllowanceWorld {
  ManualScheduler clock;
  Metrics metrics;
  Allowance allowance{{.kind = CapacityKind::kWrite, .is_index = false, .arn = "arn"},
                      clock,
                      std::chrono::seconds(300),
                      {.consumed = metrics.AddCounter("consumed", "x"),
                       .throttled = metrics.AddCounter("throttled", "x")}};
};

TEST(AllowanceTest, CountsWithoutALimitAndRefusesNothing) {
  AllowanceWorld world;

  world.allowance.Consume(1e6);
  world.allowance.Consume(0.5);

  EXPECT_TRUE(world.allowance.Admit());
  EXPECT_EQ(world.allowance.consumed(), 1'000'000.5);
  EXPECT_EQ(world.allowance.limit(), 0);
}

TEST(AllowanceTest, RefusesWithTheKindOfItsLimitAndCountsThat) {
  AllowanceWorld world;
  world.allowance.Limit(LimitKind::kProvisioned, 1);
  world.allowance.Consume(300);

  const Status refused = world.allowance.Admit();

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kThroughputExceeded);
  EXPECT_NE(world.metrics.Text().find("\nthrottled 1\n"), std::string::npos);
  EXPECT_NE(world.metrics.Text().find("\nconsumed 300\n"), std::string::npos);
  world.clock.Advance(std::chrono::seconds(1));
  EXPECT_TRUE(world.allowance.Admit());
}

TEST(AllowanceTest, ALimitOfAnotherKindBeginsFull) {
  AllowanceWorld world;
  world.allowance.Limit(LimitKind::kProvisioned, 1);
  world.allowance.Consume(1000);

  world.allowance.Limit(LimitKind::kNone, 0);
  EXPECT_TRUE(world.allowance.Admit());
  world.allowance.Limit(LimitKind::kOnDemandMaximum, 1);
  EXPECT_TRUE(world.allowance.Admit());
  world.allowance.Consume(300);
  const Status refused = world.allowance.Admit();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kThrottled);
}

TEST(AllowanceTest, WhatNeverWaitsIsCountedAndLeavesTheBucketAlone) {
  AllowanceWorld world;
  world.allowance.Limit(LimitKind::kProvisioned, 1);

  world.allowance.CountUnlimited(1000);

  EXPECT_TRUE(world.allowance.Admit());
  EXPECT_EQ(world.allowance.consumed(), 1000);
}

}  // namespace
}  // namespace meridian

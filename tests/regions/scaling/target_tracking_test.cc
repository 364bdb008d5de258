#include "regions/scaling/target_tracking.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

using std::chrono::minutes;

// A target of 50 % between 1 and 1,000 units, shown a sample each minute.
struct TrackedWorld {
  TrackedWorld() {
    target.min_capacity = 1;
    target.max_capacity = 1000;
    target.policy = ScalingPolicy{.name = "p", .id = "1", .tracking = {.target_percent = 50}};
  }

  // What is decided after `count` minutes of such use of `provisioned`; nullopt: nothing, ever.
  std::optional<int64_t> Use(double consumed, int64_t provisioned, int count) {
    for (int i = 0; i < count; ++i) {
      now += minutes(1);
      const auto next = tracker.Observe(
          target, {.consumed_per_second = consumed, .provisioned = provisioned, .now = now});
      if (next) return next;
    }
    return std::nullopt;
  }

  ScalableTarget target;
  TargetTracker tracker{ScalingOptions{}};
  std::chrono::nanoseconds now{0};
};

TEST(TargetTrackerTest, TwoMinutesAboveTheTargetRaise) {
  TrackedWorld world;

  EXPECT_EQ(world.Use(80, 100, 1), std::nullopt);
  EXPECT_EQ(world.Use(80, 100, 1), 160);
}

TEST(TargetTrackerTest, AMinuteBelowTheTargetBeginsTheCountAnew) {
  TrackedWorld world;

  EXPECT_EQ(world.Use(80, 100, 1), std::nullopt);
  EXPECT_EQ(world.Use(45, 100, 1), std::nullopt);
  EXPECT_EQ(world.Use(80, 100, 1), std::nullopt);
}

TEST(TargetTrackerTest, FifteenMinutesWellBelowLowerToWhatTheBusiestNeeds) {
  TrackedWorld world;

  EXPECT_EQ(world.Use(10, 100, 7), std::nullopt);
  EXPECT_EQ(world.Use(30, 100, 1), std::nullopt);
  EXPECT_EQ(world.Use(10, 100, 6), std::nullopt);
  EXPECT_EQ(world.Use(10, 100, 1), 60);
}

TEST(TargetTrackerTest, ALittleBelowTheTargetMovesNothing) {
  TrackedWorld world;

  EXPECT_EQ(world.Use(41, 100, 100), std::nullopt);
}

TEST(TargetTrackerTest, NothingConsumedLowersToTheMinimum) {
  TrackedWorld world;
  world.target.min_capacity = 5;

  EXPECT_EQ(world.Use(0, 100, 15), 5);
}

TEST(TargetTrackerTest, BoundsHold) {
  TrackedWorld world;
  world.target.max_capacity = 120;

  EXPECT_EQ(world.Use(100, 100, 2), 120);
  EXPECT_EQ(world.Use(120, 120, 10), std::nullopt) << "there already";
}

TEST(TargetTrackerTest, CooldownsCountFromTheChangeBefore) {
  TrackedWorld world;
  world.target.policy->tracking.scale_out_cooldown_s = 600;
  world.target.policy->tracking.scale_in_cooldown_s = 3600;

  EXPECT_EQ(world.Use(80, 100, 2), 160);
  EXPECT_EQ(world.Use(160, 160, 9), std::nullopt);
  EXPECT_EQ(world.Use(160, 160, 1), 320);
  EXPECT_EQ(world.Use(0, 320, 59), std::nullopt);
  EXPECT_EQ(world.Use(0, 320, 1), 1);
}

TEST(TargetTrackerTest, WhatIsSuspendedOrDisabledDoesNotHappen) {
  TrackedWorld world;
  world.target.scale_out_suspended = true;
  EXPECT_EQ(world.Use(100, 100, 20), std::nullopt);
  world.target.scale_in_suspended = true;
  EXPECT_EQ(world.Use(0, 100, 20), std::nullopt);
  world.target.scale_in_suspended = false;
  world.target.policy->tracking.disable_scale_in = true;
  EXPECT_EQ(world.Use(0, 100, 20), std::nullopt);
}

}  // namespace
}  // namespace meridian

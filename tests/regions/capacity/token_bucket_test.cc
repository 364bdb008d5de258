#include "regions/capacity/token_bucket.h"

#include <gtest/gtest.h>

#include <random>
#include <thread>
#include <vector>

namespace meridian {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

constexpr seconds kBurst{300};
constexpr seconds kStart{1000};

TEST(TokenBucketTest, WithoutALimitAdmitsAllAndOwesNothing) {
  TokenBucket bucket(kBurst);

  bucket.Consume(1e9, kStart);

  EXPECT_FALSE(bucket.limited());
  EXPECT_TRUE(bucket.Admits(kStart));
}

TEST(TokenBucketTest, BeginsFullAndHoldsNoMoreThanTheBurst) {
  TokenBucket bucket(kBurst);
  bucket.SetRate(10, kStart);

  EXPECT_DOUBLE_EQ(bucket.Level(kStart), 3000);
  EXPECT_DOUBLE_EQ(bucket.Level(kStart + seconds(3600)), 3000);
}

TEST(TokenBucketTest, IsEmptyToTheUnit) {
  TokenBucket bucket(kBurst);
  bucket.SetRate(1, kStart);

  bucket.Consume(299, kStart);
  EXPECT_TRUE(bucket.Admits(kStart));
  bucket.Consume(1, kStart);
  EXPECT_FALSE(bucket.Admits(kStart));
  EXPECT_TRUE(bucket.Admits(kStart + seconds(1)));
}

TEST(TokenBucketTest, ABigRequestIsServedAndOwed) {
  TokenBucket bucket(kBurst);
  bucket.SetRate(1, kStart);

  bucket.Consume(400, kStart);

  EXPECT_DOUBLE_EQ(bucket.Level(kStart), -100);
  EXPECT_FALSE(bucket.Admits(kStart + seconds(100)));
  EXPECT_TRUE(bucket.Admits(kStart + seconds(101)));
}

TEST(TokenBucketTest, ANewRateKeepsTheLevelInUnits) {
  TokenBucket bucket(kBurst);
  bucket.SetRate(10, kStart);
  bucket.Consume(2000, kStart);

  bucket.SetRate(100, kStart);
  EXPECT_NEAR(bucket.Level(kStart), 1000, 1e-3);
  EXPECT_NEAR(bucket.Level(kStart + seconds(1)), 1100, 1e-3);
  bucket.SetRate(2, kStart);
  EXPECT_NEAR(bucket.Level(kStart), 600, 1e-3) << "cut to what the burst holds";
}

TEST(TokenBucketTest, ADebtIsPaidAtTheNewRate) {
  TokenBucket bucket(kBurst);
  bucket.SetRate(1, kStart);
  bucket.Consume(400, kStart);

  bucket.SetRate(50, kStart);

  EXPECT_FALSE(bucket.Admits(kStart + seconds(1)));
  EXPECT_TRUE(bucket.Admits(kStart + seconds(3)));
}

// Over any schedule: what was admitted is at most the burst, what the rate gave meanwhile, and the
// one request that took the level below zero; and whoever waits long enough is admitted.
TEST(TokenBucketTest, NeverGivesMoreThanBurstAndRate) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937 dice(seed);
    const auto roll = [&](int max) {
      return static_cast<double>(std::uniform_int_distribution<int>(1, max)(dice));
    };
    const double rate = roll(1000);
    TokenBucket bucket(kBurst);
    bucket.SetRate(rate, kStart);
    nanoseconds now = kStart;
    double admitted = 0;
    double largest = 0;
    for (int i = 0; i < 500; ++i) {
      now += nanoseconds(static_cast<int64_t>(roll(2'000'000'000)));
      const double units = roll(3) == 1 ? roll(400) * rate : roll(8) / 2;
      if (!bucket.Admits(now)) continue;
      bucket.Consume(units, now);
      admitted += units;
      largest = std::max(largest, units);
      const double passed = std::chrono::duration<double>(now - kStart).count();
      ASSERT_LE(admitted, (passed + 300) * rate + largest + 1e-3) << "seed " << seed;
      if (bucket.Level(now) < 0) {
        const auto wait = seconds(static_cast<int64_t>(-bucket.Level(now) / rate) + 1);
        ASSERT_TRUE(bucket.Admits(now + wait)) << "seed " << seed;
      }
    }
  }
}

TEST(TokenBucketTest, NothingIsLostBetweenThreads) {
  TokenBucket bucket(kBurst);
  bucket.SetRate(1000, kStart);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10'000; ++i) bucket.Consume(1, kStart);
    });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_NEAR(bucket.Level(kStart), 300'000 - 40'000, 1e-3);
}

}  // namespace
}  // namespace meridian

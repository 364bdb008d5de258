#include "storage/version/version.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

const Origin kA{"ap-south-1", 1};
const Origin kB{"eu-west-1", 2};

Version VersionOf(const Origin& origin, int64_t millis) {
  Version version;
  version.origin = origin;
  version.time = version.clock = HybridTime::FromMillis(millis);
  version.seen.Raise(origin, version.time, version.time);
  return version;
}

TEST(HybridTimeTest, IsPrintedAndReadBack) {
  const HybridTime time{(uint64_t{1'700'000'000'123} << 16) | 7};

  EXPECT_EQ(time.ToString(), "1700000000123.7");
  EXPECT_EQ(HybridTime::Parse("1700000000123.7")->bits, time.bits);
  for (const char* bad : {"", "1", "1.", ".1", "1.2.3", "x.1", "1.65536", "-1.0", "1 .0"}) {
    EXPECT_FALSE(HybridTime::Parse(bad)) << bad;
  }
}

TEST(OriginTest, IsPrintedAndReadBack) {
  EXPECT_EQ(kB.ToString(), "eu-west-1/0000000000000002");
  EXPECT_EQ(*Origin::Parse(kB.ToString()), kB);
  for (const char* bad : {"", "eu", "/1", "eu/", "eu/xyz"}) EXPECT_FALSE(Origin::Parse(bad)) << bad;
}

TEST(VersionTest, OrderIsByEpochThenTimeThenRegionNameThenIncarnation) {
  Version low = VersionOf(kB, 5);
  Version high = VersionOf(kA, 4);
  EXPECT_TRUE(Order(low, high) > 0);
  high.policy_epoch = 1;
  EXPECT_TRUE(Order(low, high) < 0);
  EXPECT_TRUE(Order(VersionOf(kA, 5), VersionOf(kB, 5)) < 0);
  EXPECT_TRUE(Order(VersionOf({"x", 1}, 5), VersionOf({"x", 2}, 5)) < 0);
}

TEST(VersionTest, AVersionThatSawAnotherComesAfterIt) {
  const Version first = VersionOf(kA, 5);
  Version second = VersionOf(kB, 6);
  EXPECT_EQ(Classify(first, second), Causality::kConcurrent);

  second.seen.Merge(first.seen);

  EXPECT_EQ(Classify(first, second), Causality::kBefore);
  EXPECT_EQ(Classify(second, first), Causality::kAfter);
  EXPECT_EQ(Classify(first, first), Causality::kEqual);
}

TEST(VersionTest, WhatHadSettledWhenAVersionWasWrittenComesBeforeIt) {
  Version settled = VersionOf(kA, 5);
  Version later = VersionOf(kB, 9);
  later.horizon = HybridTime::FromMillis(5);
  EXPECT_EQ(Classify(settled, later), Causality::kBefore);

  settled.clock = HybridTime::FromMillis(6);  // An expiry: its clock is ahead of its time.

  EXPECT_EQ(Classify(settled, later), Causality::kConcurrent);
}

TEST(SeenVectorTest, MergesPointwiseAndForgetsWhatSettled) {
  SeenVector one;
  one.Raise(kB, HybridTime{5}, HybridTime{5});
  one.Raise(kA, HybridTime{3}, HybridTime{9});
  SeenVector two;
  two.Raise(kB, HybridTime{4}, HybridTime{4});
  two.Raise(kA, HybridTime{7}, HybridTime{7});

  one.Merge(two);

  EXPECT_EQ(one.Of(kB), HybridTime{5});
  EXPECT_EQ(one.Of(kA), HybridTime{7});
  EXPECT_EQ(one.Of({"other", 1}), HybridTime{});
  one.DropSettled(HybridTime{8});
  ASSERT_EQ(one.entries().size(), 1u);
  EXPECT_EQ(one.entries()[0].origin, kA);
}

}  // namespace
}  // namespace meridian

#include "storage/version/version_clock.h"

#include <gtest/gtest.h>

#include "tests/support/test_clock.h"

namespace meridian {
namespace {

constexpr int64_t kStart = 1'700'000'000'000;

TEST(VersionClockTest, ReadingsGrowWhateverTheWallClockDoes) {
  TestClock wall(kStart);
  VersionClock clock(wall, HybridTime{});
  HybridTime last;
  for (const int64_t step : {0, 0, 5, -10'000, 0, 3, 20'000, -1}) {
    wall.Advance(step);
    const HybridTime reading = clock.Read();
    EXPECT_GT(reading, last);
    last = reading;
  }
}

TEST(VersionClockTest, AReadingFollowsTheWallClockWhenItCan) {
  TestClock wall(kStart);
  VersionClock clock(wall, HybridTime{});

  EXPECT_EQ(clock.Read().millis(), kStart);
  wall.Advance(100);
  EXPECT_EQ(clock.Read().millis(), kStart + 100);
}

TEST(VersionClockTest, AReadingAboveThePersistedCeilingAsksForANewOne) {
  TestClock wall(kStart);
  VersionClock clock(wall, HybridTime{});
  const HybridTime reading = clock.Read();

  const auto ceiling = clock.CeilingToPersist();
  ASSERT_TRUE(ceiling.has_value());
  EXPECT_GE(*ceiling, reading);
  clock.Persisted(*ceiling);

  clock.Read();
  EXPECT_EQ(clock.CeilingToPersist(), std::nullopt);
}

TEST(VersionClockTest, AfterARestartReadingsBeginAboveTheCeiling) {
  TestClock wall(kStart);
  const HybridTime floor = HybridTime::FromMillis(kStart + 700);
  VersionClock clock(wall, floor);

  EXPECT_GT(clock.Read(), floor);
}

TEST(VersionClockTest, QuickRestartsDoNotAddUp) {
  TestClock wall(kStart);
  HybridTime floor;
  for (int restart = 0; restart < 100; ++restart) {
    VersionClock clock(wall, floor);
    clock.Read();
    if (const auto ceiling = clock.CeilingToPersist()) floor = *ceiling;
    wall.Advance(10);
  }

  EXPECT_LT(floor.millis() - wall.NowMillis(), 2000);
}

}  // namespace
}  // namespace meridian

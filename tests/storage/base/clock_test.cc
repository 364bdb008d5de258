#include "storage/base/clock.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

TEST(ClockTest, TheSystemsClocksTellMillisecondsSinceTheEpochAndNeverStepBack) {
  constexpr int64_t kYear2020Ms = 1'577'836'800'000;
  constexpr int64_t kYear2200Ms = 7'258'118'400'000;
  const SystemWallClock wall;
  const SystemMonotonicClock monotonic;

  EXPECT_GT(wall.NowMillis(), kYear2020Ms);
  EXPECT_LT(wall.NowMillis(), kYear2200Ms);
  auto last = monotonic.Now();
  for (int i = 0; i < 1000; ++i) {
    const auto now = monotonic.Now();
    EXPECT_GE(now, last);
    last = now;
  }
}

}  // namespace
}  // namespace meridian

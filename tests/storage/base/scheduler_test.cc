#include "storage/base/scheduler.h"

#include <gtest/gtest.h>

#include "tests/storage/base/manual_scheduler.h"

namespace meridian {
namespace {

using std::chrono::milliseconds;

TEST(TickerTest, FirstRunsAfterOneIntervalAndThenRepeats) {
  ManualScheduler scheduler;
  int runs = 0;
  const Ticker ticker(scheduler, milliseconds(10), [&] { ++runs; });

  scheduler.Advance(milliseconds(9));
  EXPECT_EQ(runs, 0);
  scheduler.Advance(milliseconds(1));
  EXPECT_EQ(runs, 1);
  scheduler.Advance(milliseconds(35));
  EXPECT_EQ(runs, 4);
}

TEST(TickerTest, NeverRunsAfterStopAlsoFromItsOwnCallback) {
  ManualScheduler scheduler;
  int runs = 0;
  Ticker ticker(scheduler, milliseconds(10), [&] {
    if (++runs == 2) ticker.Stop();
  });

  scheduler.Advance(milliseconds(1000));

  EXPECT_EQ(runs, 2);
  EXPECT_EQ(scheduler.waiting(), 0u);
}

TEST(TickerTest, MayBeDestroyedWhileItsTimerWaits) {
  ManualScheduler scheduler;
  int runs = 0;
  auto ticker = std::make_unique<Ticker>(scheduler, milliseconds(10), [&] { ++runs; });

  ticker.reset();
  scheduler.Advance(milliseconds(100));

  EXPECT_EQ(runs, 0);
}

}  // namespace
}  // namespace meridian

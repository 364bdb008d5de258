#include "regions/tables/throughput_history.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

constexpr int64_t kMidnight = int64_t{19'675} * 24 * 3'600'000;  // UTC.
constexpr int64_t kHour = 3'600'000;
const BillingSettings kOnDemand{BillingMode::kPayPerRequest, 0, 0, 1};

BillingSettings Provisioned(int64_t read, int64_t write) {
  return {BillingMode::kProvisioned, read, write, 0};
}

class ThroughputHistoryTest : public ::testing::Test {
 protected:
  // The message of the refusal; empty: it was counted.
  std::string Change(const BillingSettings& before, const BillingSettings& after, int64_t now) {
    const auto next = NextHistory(history, before, after, now);
    if (!next) {
      EXPECT_EQ(next.error().code, Errc::kLimitExceeded);
      return next.error().message;
    }
    history = *next;
    return "";
  }
  std::string Decrease(int64_t now) { return Change(Provisioned(5, 5), Provisioned(5, 4), now); }

  ThroughputHistory history;
};

TEST_F(ThroughputHistoryTest, FourDecreasesADayAreFreeThenOneAnHour) {
  for (int i = 0; i < 4; ++i) EXPECT_EQ(Decrease(kMidnight + i), "");
  const std::string refused = Decrease(kMidnight + kHour);
  EXPECT_EQ(refused.substr(0, 26), "Subscriber limit exceeded:");
  EXPECT_NE(refused.find("Number of decreases today: 4. Last decrease at"), std::string::npos);

  EXPECT_EQ(Decrease(kMidnight + kHour + 3), "");
  EXPECT_NE(Decrease(kMidnight + 2 * kHour), "");
  EXPECT_EQ(DecreasesToday(history, kMidnight + 2 * kHour), 5);
}

TEST_F(ThroughputHistoryTest, ADayTakesTwentySevenDecreases) {
  int done = 0;
  for (int64_t at = kMidnight; at < kMidnight + 24 * kHour; at += 60'000) {
    done += Decrease(at).empty() ? 1 : 0;
  }
  EXPECT_EQ(done, 27);
}

TEST_F(ThroughputHistoryTest, TheCountBeginsAnewAtMidnight) {
  for (int i = 0; i < 4; ++i) EXPECT_EQ(Decrease(kMidnight - 10 + i), "");
  EXPECT_NE(Decrease(kMidnight - 1), "");

  EXPECT_EQ(DecreasesToday(history, kMidnight), 0);
  EXPECT_EQ(Decrease(kMidnight), "");
  EXPECT_EQ(DecreasesToday(history, kMidnight), 1);
}

TEST_F(ThroughputHistoryTest, AnIncreaseIsFreeAndRemembered) {
  for (int i = 0; i < 4; ++i) EXPECT_EQ(Decrease(kMidnight + i), "");
  EXPECT_EQ(Change(Provisioned(5, 5), Provisioned(6, 5), kMidnight + 9), "");
  EXPECT_EQ(history.increased_at_millis, kMidnight + 9);
  EXPECT_EQ(history.decreased_at_millis, kMidnight + 3);
  // One falls while the other rises: that is a decrease.
  EXPECT_NE(Change(Provisioned(5, 5), Provisioned(4, 6), kMidnight + 10), "");
}

TEST_F(ThroughputHistoryTest, OnDemandIsReachedFourTimesInTwentyFourHours) {
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(Change(Provisioned(1, 1), kOnDemand, kMidnight + i * kHour), "");
    EXPECT_EQ(Change(kOnDemand, Provisioned(1, 1), kMidnight + i * kHour + 1), "");
  }
  EXPECT_EQ(Change(Provisioned(1, 1), kOnDemand, kMidnight + 24 * kHour - 1),
            "Subscriber limit exceeded: Update to PayPerRequest mode are limited to 4 times in 1 "
            "day(s). Last update at Tue Nov 14 03:00:00 UTC 2023. Next update can be made at Wed "
            "Nov 15 00:00:00 UTC 2023");
  EXPECT_EQ(Change(Provisioned(1, 1), kOnDemand, kMidnight + 24 * kHour), "");
}

}  // namespace
}  // namespace meridian

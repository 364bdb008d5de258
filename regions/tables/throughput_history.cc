#include "regions/tables/throughput_history.h"

#include <algorithm>
#include <ctime>
#include <string>

namespace meridian {
namespace {

constexpr int64_t kHourMillis = 3'600'000;
constexpr int64_t kDayMillis = 24 * kHourMillis;
constexpr int32_t kFreeDecreasesADay = 4;
constexpr size_t kSwitchesADay = 4;

// "Wed Nov 25 21:05:09 UTC 2026".
std::string TimeText(int64_t millis) {
  const std::time_t seconds = millis / 1000;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[64];
  const size_t size = std::strftime(text, sizeof text, "%a %b %d %H:%M:%S UTC %Y", &utc);
  return std::string(text, size);
}

Error Exceeded(const std::string& what, const char* doing, int64_t last, int64_t next) {
  return Error{Errc::kLimitExceeded, "Subscriber limit exceeded: " + what + " Last " + doing +
                                         " at " + TimeText(last) + ". Next " + doing +
                                         " can be made at " + TimeText(next)};
}

// Provisioned both before and after.
Status CountChange(const BillingSettings& before, const BillingSettings& after, int64_t now,
                   ThroughputHistory* history) {
  if (after.read_capacity_units > before.read_capacity_units ||
      after.write_capacity_units > before.write_capacity_units) {
    history->increased_at_millis = now;
  }
  if (after.read_capacity_units >= before.read_capacity_units &&
      after.write_capacity_units >= before.write_capacity_units) {
    return OkStatus();
  }
  const int32_t today = DecreasesToday(*history, now);
  const int64_t free_again = history->decreased_at_millis + kHourMillis;
  if (today >= kFreeDecreasesADay && now < free_again) {
    return Exceeded(
        "Provisioned throughput decreases are limited within a given UTC day. After the first 4 "
        "decreases, each subsequent decrease in the same UTC day can be performed at most once "
        "every 3600 seconds. Number of decreases today: " +
            std::to_string(today) + ".",
        "decrease", history->decreased_at_millis, free_again);
  }
  history->decreases = today + 1;
  history->decreased_at_millis = now;
  return OkStatus();
}

Status CountSwitch(int64_t now, ThroughputHistory* history) {
  std::vector<int64_t>& switches = history->switched_at_millis;
  std::erase_if(switches, [&](int64_t at) { return at <= now - kDayMillis; });
  if (switches.size() >= kSwitchesADay) {
    return Exceeded("Update to PayPerRequest mode are limited to 4 times in 1 day(s).", "update",
                    switches.back(), switches.front() + kDayMillis);
  }
  switches.push_back(now);
  return OkStatus();
}

}  // namespace

int32_t DecreasesToday(const ThroughputHistory& history, int64_t now_millis) {
  const bool today = history.decreased_at_millis / kDayMillis == now_millis / kDayMillis;
  return today ? history.decreases : 0;
}

Result<ThroughputHistory> NextHistory(const ThroughputHistory& current,
                                      const BillingSettings& before, const BillingSettings& after,
                                      int64_t now_millis) {
  ThroughputHistory next = current;
  if (before.mode == BillingMode::kProvisioned && after.mode == BillingMode::kProvisioned) {
    TRY(CountChange(before, after, now_millis, &next));
  } else if (after.mode == BillingMode::kPayPerRequest && before.mode != after.mode) {
    TRY(CountSwitch(now_millis, &next));
  }
  return next;
}

}  // namespace meridian

#include "storage/version/version_clock.h"

#include <algorithm>

#include "storage/version/write_time.h"

namespace meridian {
namespace {

// How far ahead of the wall clock the ceiling is persisted: one extra row a second, and at most
// this much time that readings after a restart run ahead of the wall clock.
constexpr int64_t kCeilingAheadMillis = 1000;

}  // namespace

VersionClock::VersionClock(const WallClock& wall, HybridTime floor)
    : wall_(wall), last_(floor), ceiling_(floor) {}

HybridTime VersionClock::Read() {
  last_ = std::max(HybridTime::FromMillis(wall_.NowMillis()), NextWriteTime(last_));
  return last_;
}

std::optional<HybridTime> VersionClock::CeilingToPersist() const {
  if (last_ <= ceiling_) return std::nullopt;
  // From the wall clock, not from `last_`: else every quick restart would add to how far readings
  // run ahead, until the peers refuse them.
  return HybridTime::FromMillis(
      std::max(wall_.NowMillis() + kCeilingAheadMillis, last_.millis() + 1));
}

}  // namespace meridian

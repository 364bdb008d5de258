#include "storage/version/version_clock.h"

#include <algorithm>

namespace meridian {
namespace {

// How far ahead the ceiling is persisted: one extra row every few seconds, and at most this much
// logical time lost at a restart.
constexpr int64_t kCeilingAheadMillis = 3000;

}  // namespace

VersionClock::VersionClock(const WallClock& wall, HybridTime floor)
    : wall_(wall), last_(floor), ceiling_(floor) {}

HybridTime VersionClock::Read() {
  last_ = std::max(HybridTime::FromMillis(wall_.NowMillis()), last_.Next());
  return last_;
}

std::optional<HybridTime> VersionClock::CeilingToPersist() const {
  if (last_ <= ceiling_) return std::nullopt;
  return HybridTime::FromMillis(last_.millis() + kCeilingAheadMillis);
}

}  // namespace meridian

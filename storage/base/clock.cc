#include "storage/base/clock.h"

namespace meridian {

int64_t SystemWallClock::NowMillis() const {
  using std::chrono::duration_cast;
  return duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::chrono::nanoseconds SystemMonotonicClock::Now() const {
  return std::chrono::steady_clock::now().time_since_epoch();
}

}  // namespace meridian

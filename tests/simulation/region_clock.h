// RegionClock: the wall clock of one simulated machine: skewed, stepped, drifting or frozen.
//
// Threads: none.
#pragma once

#include <optional>

#include "storage/base/clock.h"

namespace meridian::simulation {

class RegionClock final : public WallClock {
 public:
  // `time` is the world's own, true time.
  explicit RegionClock(const MonotonicClock& time) : time_(time) {}

  int64_t NowMillis() const override { return frozen_ ? *frozen_ : TrueMillis() + offset_millis_; }

  void Step(int64_t millis) { offset_millis_ += millis; }
  // As if a time server had set it right.
  void SetRight() {
    offset_millis_ = 0;
    frozen_.reset();
  }
  void Freeze(int64_t at_millis) { frozen_ = at_millis; }
  void Thaw() { frozen_.reset(); }
  bool frozen() const { return frozen_.has_value(); }
  int64_t offset_millis() const { return offset_millis_; }

 private:
  static constexpr int64_t kEpochMillis = 1'700'000'000'000;
  int64_t TrueMillis() const {
    return kEpochMillis +
           std::chrono::duration_cast<std::chrono::milliseconds>(time_.Now()).count();
  }

  const MonotonicClock& time_;
  int64_t offset_millis_ = 0;
  std::optional<int64_t> frozen_;
};

}  // namespace meridian::simulation

// TokenBucket: so many units a second, and what of the last minutes wasn't used.
//
// A request is admitted while anything is left, and pays when its cost is known: the level may
// then be below zero, and nobody is admitted until time has made up for it. So a request that
// costs more than the bucket holds is served, as DynamoDB does.
//
// The level isn't stored: the instant at which the bucket was (or will be) empty is, which is one
// number, so that threads need no lock. The level now is the time since then times the rate.
//
// Threads: every member from any thread. While SetRate runs, a request that pays meanwhile may pay
// at either rate.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace meridian {

class TokenBucket {
 public:
  // Holds at most what `burst` gives. Without a limit until SetRate.
  explicit TokenBucket(std::chrono::nanoseconds burst) : burst_(burst) {}

  // From now on so many units a second; 0: no limit. A bucket that had no limit begins full; else
  // the level stays, cut to what fits.
  void SetRate(double units_per_second, std::chrono::nanoseconds now);
  // Whether there is a limit. Without one it admits all, and nothing need be paid.
  bool limited() const { return rate_.load(std::memory_order_relaxed) > 0; }
  double rate() const { return rate_.load(std::memory_order_relaxed); }

  bool Admits(std::chrono::nanoseconds now) const;
  void Consume(double units, std::chrono::nanoseconds now);
  // Requires: limited().
  double Level(std::chrono::nanoseconds now) const;

 private:
  const std::chrono::nanoseconds burst_;
  std::atomic<double> rate_ = 0;       // Units a second; 0: no limit.
  std::atomic<int64_t> empty_at_ = 0;  // Nanoseconds on the clock that callers give.
};

}  // namespace meridian

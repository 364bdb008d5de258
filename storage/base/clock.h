// WallClock and MonotonicClock: the only ways to learn the time.
//
// Logic takes one of these by reference and never reads a system clock itself, so that the
// simulation decides what time it is, in each region, including steps and drift.
//
// Units: milliseconds since the Unix epoch (wall); nanoseconds since an arbitrary start
// (monotonic). Threads: implementations are safe to call from any thread.
#pragma once

#include <chrono>
#include <cstdint>

namespace meridian {

class WallClock {
 public:
  virtual ~WallClock() = default;
  // Milliseconds since the Unix epoch, UTC. May step in either direction.
  virtual int64_t NowMillis() const = 0;
};

class MonotonicClock {
 public:
  virtual ~MonotonicClock() = default;
  // Never decreases; unrelated to the wall clock.
  virtual std::chrono::nanoseconds Now() const = 0;
};

// The machine's clocks. Only the node and the tests' front ends make these.
class SystemWallClock final : public WallClock {
 public:
  int64_t NowMillis() const override;
};

class SystemMonotonicClock final : public MonotonicClock {
 public:
  std::chrono::nanoseconds Now() const override;
};

}  // namespace meridian

// Arrivals: when each request of a run is due.
//
// Closed loop: at once; each connection sends its next request when its last one is answered. Open
// loop: at a fixed rate from the start, whatever the server does; a request that waits for a free
// connection is late, and its latency counts from when it was due. So a server that stalls is
// charged for all the requests it kept from being sent (no "coordinated omission").
//
// Threads: confined to one.
#pragma once

#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>

namespace meridian::bench {

using SteadyTime = std::chrono::steady_clock::time_point;

class Arrivals {
 public:
  // `rate`: requests a second; nullopt: closed loop.
  Arrivals(SteadyTime start, std::optional<double> rate) : start_(start), rate_(rate) {}

  // When the next request is due; each call claims one.
  SteadyTime Next(SteadyTime now) {
    if (!rate_) return now;
    const double seconds = static_cast<double>(claimed_++) / *rate_;
    return start_ + std::chrono::nanoseconds(std::llround(seconds * 1e9));
  }

 private:
  const SteadyTime start_;
  const std::optional<double> rate_;
  uint64_t claimed_ = 0;
};

}  // namespace meridian::bench

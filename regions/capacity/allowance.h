// Allowance: what one table or index may consume of one kind, and what it has consumed.
//
// Threads: Admit, Consume and the queries from any thread, without a lock. Limit from one at a
// time.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <utility>

#include "regions/capacity/throttling.h"
#include "regions/capacity/token_bucket.h"
#include "storage/base/clock.h"
#include "storage/base/metrics.h"

namespace meridian {

class Allowance {
 public:
  struct Counters {
    Counter consumed;   // Units.
    Counter throttled;  // Requests.
  };

  // `clock` outlives this. No limit until Limit.
  Allowance(ThrottledResource resource, const MonotonicClock& clock, std::chrono::nanoseconds burst,
            Counters counters)
      : resource_(std::move(resource)), clock_(clock), counters_(counters), bucket_(burst) {}

  // From now on. `units_per_second` of kNone doesn't matter.
  void Limit(LimitKind kind, double units_per_second);

  // Before a request is evaluated: the error that refuses it, if nothing is left. Costs nothing
  // while there is no limit.
  Status Admit();
  // What a request consumed, once that is known.
  void Consume(double units);
  // The same for what never waits: it counts as consumed, and leaves all to the requests.
  void CountUnlimited(double units);

  // All that was consumed since this was made.
  double consumed() const;
  // Units a second; 0: no limit.
  double limit() const { return bucket_.rate(); }

 private:
  const ThrottledResource resource_;
  const MonotonicClock& clock_;
  Counters counters_;
  TokenBucket bucket_;
  std::atomic<LimitKind> kind_ = LimitKind::kNone;
  std::atomic<int64_t> consumed_halves_ = 0;  // Units come in halves.
};

}  // namespace meridian

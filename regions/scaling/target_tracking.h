// TargetTracker: when, and to what, a capacity is changed so that its use stays near a target.
//
// It is shown what was consumed in each interval. Use above the target for samples_out intervals
// raises the capacity to what the last one needs; use below four fifths of the target for
// samples_in intervals lowers it to what the busiest of them needs. Between the two nothing moves,
// so that it doesn't swing. Cooldowns count from the change before: raising waits for a raise only,
// lowering for either.
//
// Threads: confined to one. Pure: it doesn't read a clock and changes nothing.
// Source: Amazon DynamoDB Developer Guide, "Managing throughput capacity automatically with auto
// scaling".
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>

#include "regions/scaling/options.h"
#include "regions/scaling/scalable_target.h"

namespace meridian {

class TargetTracker {
 public:
  struct Sample {
    double consumed_per_second = 0;
    int64_t provisioned = 0;
    std::chrono::nanoseconds now{0};
  };

  explicit TargetTracker(const ScalingOptions& options) : options_(options) {}

  // The capacity to change to, within the target's bounds; nullopt: it stays. Requires:
  // target.policy, sample.provisioned > 0.
  std::optional<int64_t> Observe(const ScalableTarget& target, const Sample& sample);

 private:
  std::optional<int64_t> Decide(const ScalableTarget& target, const Sample& sample) const;
  bool Passed(std::optional<std::chrono::nanoseconds> since, std::optional<int64_t> cooldown_s,
              std::chrono::nanoseconds now) const;
  void Forget();

  const ScalingOptions options_;
  std::deque<double> consumed_;  // The last samples_in samples.
  int64_t above_ = 0;            // Samples in a row above the target.
  int64_t below_ = 0;            // And well below it.
  std::optional<std::chrono::nanoseconds> raised_at_;
  std::optional<std::chrono::nanoseconds> changed_at_;
};

}  // namespace meridian

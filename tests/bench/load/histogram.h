// Histogram: how many requests took how long, in constant space and with a known error.
//
// Values fall into buckets that are at most 1/128 of their value wide, so that every quantile is
// exact to 0.8 percent, from one nanosecond to eighteen minutes (longer ones count as that). A
// quantile is the upper end of its bucket: the error is never in our favour.
//
// Threads: confined to one.
// Source: G. Tene's HdrHistogram, the same bucketing.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace meridian::bench {

class Histogram {
 public:
  Histogram();

  // Negative values count as zero.
  void Record(std::chrono::nanoseconds value);

  uint64_t count() const { return count_; }
  // The least recorded value, to the precision above, that at least that share of all values does
  // not exceed. Zero when nothing was recorded. Requires: 0 <= share <= 1.
  std::chrono::nanoseconds Quantile(double share) const;
  std::chrono::nanoseconds max() const { return max_; }
  // Zero when nothing was recorded.
  std::chrono::nanoseconds Mean() const;

 private:
  std::vector<uint64_t> buckets_;
  uint64_t count_ = 0;
  double sum_ = 0;
  std::chrono::nanoseconds max_{0};
};

}  // namespace meridian::bench

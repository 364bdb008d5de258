#include "tests/bench/load/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "storage/base/check.h"

namespace meridian::bench {
namespace {

constexpr int kStepBits = 7;  // 128 buckets for each power of two.
constexpr uint64_t kSteps = 1 << kStepBits;
constexpr int kValueBits = 40;
constexpr uint64_t kValueMax = (uint64_t{1} << kValueBits) - 1;

// Values below kSteps have a bucket each; above, the leading kStepBits + 1 bits choose it.
size_t BucketOf(uint64_t value) {
  if (value < kSteps) return value;
  const int shift = std::bit_width(value) - kStepBits - 1;
  return (static_cast<size_t>(shift) << kStepBits) + (value >> shift);
}

uint64_t UpperEnd(size_t bucket) {
  if (bucket < kSteps) return bucket;
  const size_t shift = (bucket >> kStepBits) - 1;
  const uint64_t lead = kSteps + (bucket & (kSteps - 1));
  return ((lead + 1) << shift) - 1;
}

}  // namespace

Histogram::Histogram() : buckets_(BucketOf(kValueMax) + 1) {}

void Histogram::Record(std::chrono::nanoseconds value) {
  value = std::max(value, std::chrono::nanoseconds(0));
  ++buckets_[BucketOf(std::min<uint64_t>(value.count(), kValueMax))];
  ++count_;
  sum_ += static_cast<double>(value.count());
  max_ = std::max(max_, value);
}

std::chrono::nanoseconds Histogram::Quantile(double share) const {
  CHECK(share >= 0 && share <= 1);
  const auto wanted =
      std::max<uint64_t>(1, static_cast<uint64_t>(std::ceil(share * static_cast<double>(count_))));
  uint64_t seen = 0;
  for (size_t bucket = 0; bucket < buckets_.size(); ++bucket) {
    seen += buckets_[bucket];
    if (seen >= wanted) {
      return std::min(max_, std::chrono::nanoseconds(UpperEnd(bucket)));
    }
  }
  return std::chrono::nanoseconds(0);
}

std::chrono::nanoseconds Histogram::Mean() const {
  if (count_ == 0) return std::chrono::nanoseconds(0);
  return std::chrono::nanoseconds(static_cast<int64_t>(sum_ / static_cast<double>(count_)));
}

}  // namespace meridian::bench

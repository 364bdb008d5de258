#include "regions/capacity/token_bucket.h"

#include <algorithm>

namespace meridian {
namespace {

constexpr double kNanosPerSecond = 1e9;

}  // namespace

void TokenBucket::SetRate(double units_per_second, std::chrono::nanoseconds now) {
  const double before = rate();
  if (units_per_second == before) return;
  std::chrono::nanoseconds unused = burst_;
  if (before > 0 && units_per_second > 0) {
    const double nanos = Level(now) / units_per_second * kNanosPerSecond;
    unused = std::min(burst_, std::chrono::nanoseconds(static_cast<int64_t>(nanos)));
  }
  empty_at_.store((now - unused).count(), std::memory_order_relaxed);
  rate_.store(units_per_second, std::memory_order_relaxed);
}

bool TokenBucket::Admits(std::chrono::nanoseconds now) const {
  return !limited() || empty_at_.load(std::memory_order_relaxed) < now.count();
}

void TokenBucket::Consume(double units, std::chrono::nanoseconds now) {
  const double per_second = rate();
  if (per_second <= 0) return;
  const auto nanos = static_cast<int64_t>(units / per_second * kNanosPerSecond);
  int64_t seen = empty_at_.load(std::memory_order_relaxed);
  const int64_t full = (now - burst_).count();
  while (!empty_at_.compare_exchange_weak(seen, std::max(seen, full) + nanos,
                                          std::memory_order_relaxed)) {
  }
}

double TokenBucket::Level(std::chrono::nanoseconds now) const {
  const int64_t unused =
      std::min(now.count() - empty_at_.load(std::memory_order_relaxed), burst_.count());
  return static_cast<double>(unused) / kNanosPerSecond * rate();
}

}  // namespace meridian

#include "regions/scaling/target_tracking.h"

#include <algorithm>
#include <cmath>

#include "storage/base/check.h"

namespace meridian {
namespace {

// Use below this part of the target is well below it.
constexpr double kScaleInPart = 0.8;

// The capacity of which `consumed` is the target.
int64_t Needed(double consumed, const ScalableTarget& target) {
  const double needed = std::ceil(consumed * 100 / target.policy->tracking.target_percent);
  return std::clamp(static_cast<int64_t>(needed), target.min_capacity, target.max_capacity);
}

}  // namespace

std::optional<int64_t> TargetTracker::Observe(const ScalableTarget& target, const Sample& sample) {
  CHECK(target.policy.has_value());
  CHECK(sample.provisioned > 0);
  const double used = sample.consumed_per_second * 100 / static_cast<double>(sample.provisioned);
  const double aim = target.policy->tracking.target_percent;
  above_ = used > aim ? above_ + 1 : 0;
  below_ = used < aim * kScaleInPart ? below_ + 1 : 0;
  consumed_.push_back(sample.consumed_per_second);
  if (static_cast<int64_t>(consumed_.size()) > options_.samples_in) consumed_.pop_front();

  const auto next = Decide(target, sample);
  if (!next) return std::nullopt;
  if (*next > sample.provisioned) raised_at_ = sample.now;
  changed_at_ = sample.now;
  Forget();
  return next;
}

std::optional<int64_t> TargetTracker::Decide(const ScalableTarget& target,
                                             const Sample& sample) const {
  const TargetTracking& tracking = target.policy->tracking;
  if (above_ >= options_.samples_out && !target.scale_out_suspended &&
      Passed(raised_at_, tracking.scale_out_cooldown_s, sample.now)) {
    const int64_t needed = Needed(consumed_.back(), target);
    if (needed > sample.provisioned) return needed;
  }
  if (below_ >= options_.samples_in && !target.scale_in_suspended &&
      !tracking.disable_scale_in.value_or(false) &&
      Passed(changed_at_, tracking.scale_in_cooldown_s, sample.now)) {
    const int64_t needed = Needed(*std::max_element(consumed_.begin(), consumed_.end()), target);
    if (needed < sample.provisioned) return needed;
  }
  return std::nullopt;
}

bool TargetTracker::Passed(std::optional<std::chrono::nanoseconds> since,
                           std::optional<int64_t> cooldown_s, std::chrono::nanoseconds now) const {
  return !since || now - *since >= std::chrono::seconds(cooldown_s.value_or(0));
}

void TargetTracker::Forget() {
  consumed_.clear();
  above_ = 0;
  below_ = 0;
}

}  // namespace meridian

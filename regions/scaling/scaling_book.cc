#include "regions/scaling/scaling_book.h"

#include <utility>

#include "regions/scaling/scaling_codec.h"

namespace meridian {

Status ScalingBook::Load() {
  TRY(const auto bytes, storage_.read());
  if (!bytes) return OkStatus();
  TRY(auto targets, DecodeScalableTargets(*bytes));
  const std::lock_guard lock(mutex_);
  targets_ = std::make_shared<const ScalableTargets>(std::move(targets));
  return OkStatus();
}

ScalableTargetsPtr ScalingBook::targets() const {
  const std::lock_guard lock(mutex_);
  return targets_;
}

void ScalingBook::Update(Decide decide, UniqueFunction<void(Status)> done) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back({std::move(decide), std::move(done)});
    if (std::exchange(busy_, true)) return;
  }
  Next();
}

// Requires: busy_ was set by the caller, or is still set by the change before.
void ScalingBook::Next() {
  std::shared_ptr<Change> change;
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.empty()) {
      busy_ = false;
      return;
    }
    change = std::make_shared<Change>(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  auto next = std::make_shared<ScalableTargets>(*targets());
  if (Status decided = change->decide(next.get()); !decided) {
    change->done(std::move(decided));
    return Next();
  }
  storage_.write(EncodeScalableTargets(*next), [this, change, next](Status stored) {
    if (stored) {
      const std::lock_guard lock(mutex_);
      targets_ = next;
    }
    change->done(std::move(stored));
    Next();
  });
}

void ScalingBook::AddActivity(ScalingActivity activity) {
  const std::lock_guard lock(mutex_);
  activities_.push_front(std::move(activity));
  if (activities_.size() > kActivitiesMax) activities_.pop_back();
}

std::vector<ScalingActivity> ScalingBook::Activities() const {
  const std::lock_guard lock(mutex_);
  return {activities_.begin(), activities_.end()};
}

}  // namespace meridian

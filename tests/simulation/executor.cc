#include "tests/simulation/executor.h"

#include <algorithm>

namespace meridian::simulation {

Executor::Executor(ManualScheduler& timeline, Dice& dice, std::chrono::milliseconds delay_max)
    : timeline_(timeline), dice_(dice), delay_max_(delay_max) {}

void Executor::Post(UniqueFunction<void()> fn) {
  const std::chrono::milliseconds delay(dice_.Between(0, delay_max_.count()));
  last_post_ = std::max(last_post_, timeline_.Now() + delay);
  RunAt(last_post_, std::move(fn));
}

void Executor::After(std::chrono::milliseconds delay, UniqueFunction<void()> fn) {
  RunAt(timeline_.Now() + delay, std::move(fn));
}

void Executor::Kill() {
  // Destroying a callback may post another: there is nothing to post to any more.
  const auto waiting = std::exchange(waiting_, nullptr);
}

void Executor::RunAt(std::chrono::nanoseconds when, UniqueFunction<void()> fn) {
  if (waiting_ == nullptr) return;
  const uint64_t id = next_++;
  waiting_->emplace(id, std::move(fn));
  const auto delay = std::chrono::duration_cast<std::chrono::milliseconds>(when - timeline_.Now());
  timeline_.After(delay, [weak = std::weak_ptr(waiting_), id] {
    const auto waiting = weak.lock();
    if (waiting == nullptr) return;
    auto node = waiting->extract(id);
    if (!node.empty()) node.mapped()();
  });
}

}  // namespace meridian::simulation

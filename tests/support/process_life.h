// ProcessLife: what one life of a process has posted. Once it is over nothing of it runs any more,
// as after kill -9; it can be made to end before any step.
//
// Threads: none. The scheduler outlives it.
#pragma once

#include <memory>
#include <optional>

#include "tests/support/manual_scheduler.h"

namespace meridian {

class ProcessLife final : public Scheduler {
 public:
  explicit ProcessLife(ManualScheduler& scheduler) : scheduler_(scheduler) {}

  void Post(UniqueFunction<void()> fn) override { scheduler_.Post(While(std::move(fn))); }
  void After(std::chrono::milliseconds delay, UniqueFunction<void()> fn) override {
    scheduler_.After(delay, While(std::move(fn)));
  }

  // It ends before the step behind the next `steps` ones.
  void EndAfter(size_t steps) { left_->steps = steps; }
  bool over() const { return left_->steps == 0u; }

 private:
  struct Left {
    std::optional<size_t> steps;  // nullopt: it doesn't end by itself.
  };

  UniqueFunction<void()> While(UniqueFunction<void()> fn) const {
    return [life = std::weak_ptr(left_), fn = std::move(fn)]() mutable {
      const auto left = life.lock();
      if (left == nullptr || left->steps == 0u) return;
      if (left->steps.has_value()) --*left->steps;
      fn();
    };
  }

  ManualScheduler& scheduler_;
  std::shared_ptr<Left> left_ = std::make_shared<Left>();
};

}  // namespace meridian

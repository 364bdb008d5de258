// A Scheduler for tests that runs nothing until told, with a clock of its own.
#pragma once

#include <map>
#include <utility>

#include "storage/base/scheduler.h"

namespace meridian {

class ManualScheduler final : public Scheduler {
 public:
  void Post(UniqueFunction<void()> fn) override {
    After(std::chrono::milliseconds(0), std::move(fn));
  }
  void After(std::chrono::milliseconds delay, UniqueFunction<void()> fn) override {
    waiting_.emplace(now_ + delay, std::move(fn));
  }

  // Runs what is due within `time`, in order of time, then of arrival.
  void Advance(std::chrono::milliseconds time) {
    const auto end = now_ + time;
    while (!waiting_.empty() && waiting_.begin()->first <= end) {
      now_ = waiting_.begin()->first;
      UniqueFunction<void()> fn = std::move(waiting_.begin()->second);
      waiting_.erase(waiting_.begin());
      fn();
    }
    now_ = end;
  }
  size_t waiting() const { return waiting_.size(); }

 private:
  std::chrono::milliseconds now_{0};
  std::multimap<std::chrono::milliseconds, UniqueFunction<void()>> waiting_;
};

}  // namespace meridian

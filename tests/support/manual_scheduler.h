// ManualScheduler: virtual time for unit tests; nothing runs until the test says so.
//
// Events run in order of their time, then of their posting. Several may share one test by using one
// ManualScheduler for every component.
//
// Threads: none.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <utility>

#include "storage/base/clock.h"
#include "storage/base/scheduler.h"

namespace meridian {

class ManualScheduler final : public Scheduler, public MonotonicClock {
 public:
  void Post(UniqueFunction<void()> fn) override;
  void After(std::chrono::milliseconds delay, UniqueFunction<void()> fn) override;
  std::chrono::nanoseconds Now() const override { return now_; }

  // Runs what is due in the next `span` of virtual time, and moves the time on by it.
  void Advance(std::chrono::milliseconds span);
  // Runs the next event, if any is due now; says whether one was.
  bool RunOne();
  // Destroys what waits, without running it: the process has died.
  void Forget() { events_.clear(); }
  // Runs what is due now.
  void RunReady() { Advance(std::chrono::milliseconds(0)); }

 private:
  std::chrono::milliseconds now_{0};
  uint64_t posted_ = 0;
  std::map<std::pair<std::chrono::milliseconds, uint64_t>, UniqueFunction<void()>> events_;
};

}  // namespace meridian

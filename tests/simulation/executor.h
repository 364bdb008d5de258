// Executor: one executor of one simulated process, on the world's time.
//
// It answers a Post after a short delay of its own, so that executors of one process interleave
// differently from seed to seed; its own order stays. When the process is killed everything that
// waits is destroyed without running, as the process's memory is.
//
// Threads: none. The timeline and the dice outlive it.
#pragma once

#include <chrono>
#include <map>
#include <memory>

#include "storage/base/scheduler.h"
#include "tests/simulation/dice.h"
#include "tests/support/manual_scheduler.h"

namespace meridian::simulation {

class Executor final : public Scheduler {
 public:
  Executor(ManualScheduler& timeline, Dice& dice, std::chrono::milliseconds delay_max);
  ~Executor() override { Kill(); }

  void Post(UniqueFunction<void()> fn) override;
  void After(std::chrono::milliseconds delay, UniqueFunction<void()> fn) override;

  void Kill();

 private:
  using Waiting = std::map<uint64_t, UniqueFunction<void()>>;
  void RunAt(std::chrono::nanoseconds when, UniqueFunction<void()> fn);

  ManualScheduler& timeline_;
  Dice& dice_;
  const std::chrono::milliseconds delay_max_;
  std::chrono::nanoseconds last_post_{0};
  uint64_t next_ = 0;
  std::shared_ptr<Waiting> waiting_ = std::make_shared<Waiting>();
};

}  // namespace meridian::simulation

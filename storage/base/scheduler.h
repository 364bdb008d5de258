// Scheduler: one executor with timers; the port behind every component that owns mutable state.
//
// Everything given to one Scheduler runs one at a time, in the order posted, never inside the call
// that posted it. A component confined to a Scheduler therefore needs no lock. In a node a
// Scheduler is a thread of its own (AsioScheduler); in the simulation all Schedulers share one
// event queue with virtual time, so that whole regions replay from a seed.
//
// Threads: Post and After may be called from any thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace meridian {

template <class Signature>
using UniqueFunction = std::move_only_function<Signature>;

class Scheduler {
 public:
  virtual ~Scheduler() = default;

  // Runs `fn` soon. What is still waiting when the Scheduler stops is destroyed without running.
  virtual void Post(UniqueFunction<void()> fn) = 0;
  // Runs `fn` no earlier than after `delay` (>= 0).
  virtual void After(std::chrono::milliseconds delay, UniqueFunction<void()> fn) = 0;
};

// Repeats a callback until destroyed or stopped. The callback never runs after Stop returns, given
// that Stop is called on the Scheduler's own executor.
class Ticker {
 public:
  // `scheduler` must outlive this; `fn` first runs after one interval.
  Ticker(Scheduler& scheduler, std::chrono::milliseconds interval, std::function<void()> fn);
  ~Ticker();
  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;

  void Stop();

 private:
  struct State;
  static void Arm(const std::shared_ptr<State>& state);
  std::shared_ptr<State> state_;
};

}  // namespace meridian

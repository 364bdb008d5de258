// Tether: how callbacks find back to their component, and miss it when it is gone.
//
// The store answers on its shards' executors, timers fire when they like. A Tether posts such
// answers to the component's Scheduler and drops them once the component is destroyed, which
// happens on that Scheduler too: so no callback ever meets a dead owner, without a lock.
//
// Threads: Bring's callbacks may be called from any thread; the Tether itself is confined.
#pragma once

#include <memory>
#include <utility>

#include "storage/base/scheduler.h"

namespace meridian {

class Tether {
 public:
  // `scheduler` must outlive every callback handed out.
  explicit Tether(Scheduler& scheduler)
      : scheduler_(scheduler), alive_(std::make_shared<bool>(true)) {}
  Tether(const Tether&) = delete;
  Tether& operator=(const Tether&) = delete;

  // A callback, callable once from any thread, that runs `fn` on the Scheduler.
  template <class Argument, class Fn>
  UniqueFunction<void(Argument)> Bring(Fn fn) {
    return [scheduler = &scheduler_, alive = std::weak_ptr<bool>(alive_),
            fn = std::move(fn)](Argument argument) mutable {
      scheduler->Post(
          [alive = std::move(alive), fn = std::move(fn), value = std::move(argument)]() mutable {
            if (!alive.expired()) fn(std::move(value));
          });
    };
  }
  // The same for a callback that comes on the Scheduler already.
  template <class Argument, class Fn>
  UniqueFunction<void(Argument)> Guard(Fn fn) {
    return [alive = std::weak_ptr<bool>(alive_), fn = std::move(fn)](Argument argument) mutable {
      if (!alive.expired()) fn(std::move(argument));
    };
  }
  template <class Fn>
  void After(std::chrono::milliseconds delay, Fn fn) {
    scheduler_.After(delay, [alive = std::weak_ptr<bool>(alive_), fn = std::move(fn)]() mutable {
      if (!alive.expired()) fn();
    });
  }

 private:
  Scheduler& scheduler_;
  std::shared_ptr<bool> alive_;
};

}  // namespace meridian

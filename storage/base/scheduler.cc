#include "storage/base/scheduler.h"

namespace meridian {

struct Ticker::State {
  Scheduler* scheduler;
  std::chrono::milliseconds interval;
  std::function<void()> fn;
  bool stopped = false;
};

Ticker::Ticker(Scheduler& scheduler, std::chrono::milliseconds interval, std::function<void()> fn)
    : state_(std::make_shared<State>(State{&scheduler, interval, std::move(fn)})) {
  Arm(state_);
}

Ticker::~Ticker() { Stop(); }

void Ticker::Stop() { state_->stopped = true; }

void Ticker::Arm(const std::shared_ptr<State>& state) {
  state->scheduler->After(state->interval, [state] {
    if (state->stopped) return;
    state->fn();
    if (!state->stopped) Arm(state);
  });
}

}  // namespace meridian

#include "tests/support/manual_scheduler.h"

namespace meridian {

void ManualScheduler::Post(UniqueFunction<void()> fn) {
  After(std::chrono::milliseconds(0), std::move(fn));
}

void ManualScheduler::After(std::chrono::milliseconds delay, UniqueFunction<void()> fn) {
  events_.emplace(std::pair(now_ + delay, ++posted_), std::move(fn));
}

void ManualScheduler::Advance(std::chrono::milliseconds span) {
  const auto until = now_ + span;
  while (!events_.empty() && events_.begin()->first.first <= until) {
    auto event = events_.extract(events_.begin());
    now_ = event.key().first;
    event.mapped()();
  }
  now_ = until;
}

bool ManualScheduler::RunOne() {
  if (events_.empty() || events_.begin()->first.first > now_) return false;
  auto event = events_.extract(events_.begin());
  event.mapped()();
  return true;
}

}  // namespace meridian

#include "replicator/clock_offsets.h"

#include <algorithm>

namespace meridian {
namespace {

// Long enough to hold a quick heartbeat, short enough to follow a drifting clock.
constexpr std::chrono::seconds kWindow{15};

}  // namespace

int64_t ClockOffsets::Window::best() const {
  if (current && previous) return std::max(*current, *previous);
  return current.value_or(previous.value_or(0));
}

void ClockOffsets::Heard(const std::string& region, int64_t sent_at_millis, int64_t now_millis,
                         std::optional<int64_t> theirs, std::chrono::nanoseconds monotonic) {
  Window& window = windows_[region];
  if (window.current && monotonic - window.began >= kWindow) {
    window.previous = window.current;
    window.current.reset();
  }
  if (!window.current) window.began = monotonic;
  const int64_t difference = sent_at_millis - now_millis;
  window.current = std::max(window.current.value_or(difference), difference);
  if (theirs) window.theirs = theirs;
}

std::map<std::string, int64_t> ClockOffsets::Measured() const {
  std::map<std::string, int64_t> measured;
  for (const auto& [region, window] : windows_) measured[region] = window.best();
  return measured;
}

int64_t ClockOffsets::Of(const std::string& region) const {
  const auto window = windows_.find(region);
  if (window == windows_.end()) return 0;
  const int64_t ours = window->second.best();
  return window->second.theirs ? (ours - *window->second.theirs) / 2 : ours;
}

}  // namespace meridian

// ClockOffsets: how far each peer's wall clock is from ours, measured from heartbeats.
//
// A heartbeat that arrives carries its sender's clock; what it took on the way is unknown but never
// negative, so the least difference of a window is the best one-way measurement. A peer says in its
// heartbeats what it measured of us; half the difference of the two cancels the time on the way.
//
// Units: milliseconds; positive: the peer is ahead. Threads: confined to the Scheduler.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace meridian {

class ClockOffsets {
 public:
  // A heartbeat of `region`, sent at its `sent_at_millis`, arrived at our `now_millis`.
  // `theirs`: what it measured of this region's clock, if it did.
  void Heard(const std::string& region, int64_t sent_at_millis, int64_t now_millis,
             std::optional<int64_t> theirs, std::chrono::nanoseconds monotonic);

  // One way: what this region's heartbeats say. By region.
  std::map<std::string, int64_t> Measured() const;
  // The best estimate; 0 for a region that was never heard.
  int64_t Of(const std::string& region) const;

 private:
  struct Window {
    std::chrono::nanoseconds began{0};
    std::optional<int64_t> current;   // Greatest (sent - arrived) in the window.
    std::optional<int64_t> previous;  // In the one before.
    std::optional<int64_t> theirs;
    int64_t best() const;
  };
  std::map<std::string, Window> windows_;
};

}  // namespace meridian

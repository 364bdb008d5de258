// Membership: the regions there are, and what each last said of itself.
//
// Threads: confined to the replicator's Scheduler.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "streams/envelope.h"

namespace meridian {

struct RegionStatus {
  std::string region;
  std::string state;  // ACTIVE, DRAINING, FENCED, RECOVERING as it says, or UNREACHABLE.
  int64_t clock_offset_millis = 0;  // Positive: its clock is ahead of ours.
  std::optional<Origin> origin;     // nullopt: never heard.
};

class Membership {
 public:
  Membership(const std::vector<std::string>& peers, std::chrono::milliseconds unreachable_after);

  // `live`: it came just now, and wasn't found at the end of the topic.
  void Heard(const Heartbeat& heartbeat, bool live, std::chrono::nanoseconds now);
  // The peers in name order; their offsets are left 0.
  std::vector<RegionStatus> Peers(std::chrono::nanoseconds now) const;
  bool Reachable(const std::string& region, std::chrono::nanoseconds now) const;

 private:
  struct Member {
    std::optional<Origin> origin;
    std::string state;
    std::optional<std::chrono::nanoseconds> heard_at;
  };
  const std::chrono::milliseconds unreachable_after_;
  std::map<std::string, Member> members_;
};

}  // namespace meridian

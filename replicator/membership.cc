#include "replicator/membership.h"

namespace meridian {

Membership::Membership(const std::vector<std::string>& peers,
                       std::chrono::milliseconds unreachable_after)
    : unreachable_after_(unreachable_after) {
  for (const std::string& peer : peers) members_[peer];
}

void Membership::Heard(const Heartbeat& heartbeat, bool live, std::chrono::nanoseconds now) {
  Member& member = members_.at(heartbeat.origin.region);
  member.origin = heartbeat.origin;
  member.state = heartbeat.state;
  if (live) member.heard_at = now;
}

bool Membership::Reachable(const std::string& region, std::chrono::nanoseconds now) const {
  const Member& member = members_.at(region);
  return member.heard_at && now - *member.heard_at < unreachable_after_;
}

std::vector<RegionStatus> Membership::Peers(std::chrono::nanoseconds now) const {
  std::vector<RegionStatus> peers;
  for (const auto& [name, member] : members_) {
    peers.push_back({.region = name,
                     .state = Reachable(name, now) ? member.state : "UNREACHABLE",
                     .clock_offset_millis = 0,
                     .origin = member.origin});
  }
  return peers;
}

}  // namespace meridian

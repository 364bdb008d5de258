// Coverage: how often what the simulation exists for did happen. A run that never met a conflict
// proves nothing about conflicts.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace meridian::simulation {

class Coverage {
 public:
  void Reached(const std::string& what, uint64_t times = 1) { counts_[what] += times; }
  void Add(const Coverage& other) {
    for (const auto& [what, times] : other.counts_) counts_[what] += times;
  }
  uint64_t Of(const std::string& what) const {
    const auto found = counts_.find(what);
    return found == counts_.end() ? 0 : found->second;
  }
  const std::map<std::string, uint64_t>& counts() const { return counts_; }

 private:
  std::map<std::string, uint64_t> counts_;
};

// What every whole run must have met at least once.
inline const std::vector<std::string> kMustBeReached = {
    "tie decided by origin", "conflict",     "tombstone purged",   "write during backfill",
    "backfill completed",    "item expired", "write met an expiry"};

}  // namespace meridian::simulation

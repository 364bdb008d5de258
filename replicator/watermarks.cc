#include "replicator/watermarks.h"

#include <algorithm>

#include "storage/base/check.h"

namespace meridian {

void WatermarkHistory::Add(uint64_t sequence, HybridTime clock) {
  if (!points_.empty()) {
    Point& last = points_.back();
    if (sequence < last.sequence || clock <= last.clock) return;
    if (sequence == last.sequence) {
      last.clock = clock;
      return;
    }
  }
  points_.push_back({sequence, clock});
  if (points_.size() <= kPointsMax) return;
  // Fewer points only make an answer smaller, so every second one may go; the newest stays.
  std::deque<Point> kept;
  for (size_t i = points_.size() % 2 == 0 ? 1 : 0; i < points_.size(); i += 2) {
    kept.push_back(points_[i]);
  }
  points_ = std::move(kept);
}

HybridTime WatermarkHistory::Reached(uint64_t sequence) const {
  const auto above =
      std::upper_bound(points_.begin(), points_.end(), sequence,
                       [](uint64_t wanted, const Point& point) { return wanted < point.sequence; });
  return above == points_.begin() ? HybridTime{} : std::prev(above)->clock;
}

void WatermarkHistory::Forget(uint64_t sequence) {
  while (points_.size() > 1 && points_[1].sequence <= sequence) points_.pop_front();
}

Watermarks::Watermarks(Origin own, const std::vector<std::string>& peers, uint16_t partitions)
    : own_(std::move(own)), partitions_(partitions + size_t{1}), horizons_(partitions_) {
  const auto add = [&](const std::string& name) {
    Region& region = regions_[name];
    region.origin.region = name;
    region.history.resize(partitions_);
    region.applied.resize(partitions_);
    region.acknowledged.resize(partitions_);
  };
  add(own_.region);
  regions_.at(own_.region).origin = own_;
  for (const std::string& peer : peers) add(peer);
}

void Watermarks::Own(HybridTime clock, const std::vector<uint64_t>& sequences) {
  CHECK(sequences.size() == partitions_);
  Region& own = regions_.at(own_.region);
  for (size_t p = 0; p < partitions_; ++p) {
    own.history[p].Add(sequences[p], clock);
    RaiseHorizon(p);
  }
}

// Sequences of another incarnation count another log: nothing of the earlier one is to be compared
// with them.
Watermarks::Region& Watermarks::Follow(const Origin& origin) {
  Region& region = regions_.at(origin.region);
  if (region.origin == origin) return region;
  if (region.origin.incarnation != 0) {
    region.history.assign(partitions_, {});
    region.applied.assign(partitions_, 0);
    region.acknowledged.assign(partitions_, 0);
    region.theirs.clear();
    for (auto& [name, other] : regions_) other.theirs.erase(origin.region);
  }
  region.origin = origin;
  return region;
}

void Watermarks::Hear(const Heartbeat& heartbeat) {
  CHECK(heartbeat.sequences.size() == partitions_);
  Region& region = Follow(heartbeat.origin);
  for (const Heartbeat::Mark& mark : heartbeat.marks) {
    // Marks of another incarnation of ours, or of one that we don't know, prove nothing.
    const auto of = regions_.find(mark.origin.region);
    if (of == regions_.end() || of->second.origin != mark.origin) continue;
    std::vector<uint64_t>& known = region.theirs[mark.origin.region];
    known.resize(partitions_);
    for (size_t p = 0; p < std::min(partitions_, mark.acknowledged.size()); ++p) {
      known[p] = std::max(known[p], mark.acknowledged[p]);
    }
  }
  for (size_t p = 0; p < partitions_; ++p) {
    region.history[p].Add(heartbeat.sequences[p], heartbeat.clock);
    RaiseHorizon(p);
  }
}

void Watermarks::Applied(const Origin& origin, size_t partition, uint64_t sequence) {
  Region& region = Follow(origin);
  region.applied[partition] = std::max(region.applied[partition], sequence);
  Acknowledge(region, origin.region, partition);
  RaiseHorizon(partition);
}

void Watermarks::Limit(const std::string& name, const std::string& region, size_t partition,
                       uint64_t sequence) {
  limits_[name][{region, partition}] = sequence;
}

void Watermarks::Unlimit(const std::string& name) {
  limits_.erase(name);
  for (auto& [region_name, region] : regions_) {
    if (region_name == own_.region) continue;
    for (size_t p = 0; p < partitions_; ++p) Acknowledge(region, region_name, p);
  }
}

void Watermarks::Acknowledge(Region& region, const std::string& name, size_t partition) {
  uint64_t allowed = region.applied[partition];
  for (const auto& [holder, limits] : limits_) {
    const auto limit = limits.find({name, partition});
    if (limit != limits.end()) allowed = std::min(allowed, limit->second);
  }
  region.acknowledged[partition] = std::max(region.acknowledged[partition], allowed);
}

uint64_t Watermarks::Acknowledged(const std::string& replica, const std::string& origin,
                                  size_t partition) const {
  if (replica == origin) return UINT64_MAX;
  if (replica == own_.region) return regions_.at(origin).acknowledged[partition];
  const auto& theirs = regions_.at(replica).theirs;
  const auto mark = theirs.find(origin);
  return mark == theirs.end() ? 0 : mark->second[partition];
}

void Watermarks::RaiseHorizon(size_t partition) {
  HybridTime horizon{UINT64_MAX};
  for (auto& [origin, of] : regions_) {
    uint64_t least = UINT64_MAX;
    for (const auto& [replica, region] : regions_) {
      least = std::min(least, Acknowledged(replica, origin, partition));
    }
    horizon = std::min(horizon, of.history[partition].Reached(least));
    const uint64_t here = origin == own_.region ? least : of.applied[partition];
    of.history[partition].Forget(std::min(least, here));
  }
  horizons_[partition] = std::max(horizons_[partition], horizon);
}

HybridTime Watermarks::Believed(const std::string& region, size_t partition) const {
  const Region& of = regions_.at(region);
  return of.history[partition].Reached(region == own_.region ? UINT64_MAX : of.applied[partition]);
}

HybridTime Watermarks::Believed(const std::string& region) const {
  HybridTime least{UINT64_MAX};
  for (size_t p = 0; p < partitions_; ++p) least = std::min(least, Believed(region, p));
  return least;
}

HybridTime Watermarks::Heard(const std::string& region) const {
  return regions_.at(region).history[0].clock();
}

uint64_t Watermarks::Pending(const std::string& region) const {
  const Region& of = regions_.at(region);
  uint64_t pending = 0;
  for (size_t p = 0; p < partitions_; ++p) {
    const uint64_t has = of.history[p].sequence();
    if (has > of.applied[p]) pending += has - of.applied[p];
  }
  return pending;
}

uint64_t Watermarks::Released(size_t partition) const {
  uint64_t least = regions_.at(own_.region).history[partition].sequence();
  for (const auto& [replica, region] : regions_) {
    least = std::min(least, Acknowledged(replica, own_.region, partition));
  }
  return least;
}

std::vector<Heartbeat::Mark> Watermarks::Marks() const {
  std::vector<Heartbeat::Mark> marks;
  for (const auto& [name, region] : regions_) {
    if (name == own_.region || region.origin.incarnation == 0) continue;
    marks.push_back(
        {.origin = region.origin, .applied = region.applied, .acknowledged = region.acknowledged});
  }
  return marks;
}

}  // namespace meridian

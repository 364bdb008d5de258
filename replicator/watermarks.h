// Watermarks: what every region has applied, how far each can be believed, what is stable.
//
// A pure state machine over heartbeats, this region's own among them, and over what is applied
// here. A heartbeat says: every write of its origin with clock <= T has a sequence up to these.
// That T is believed for a partition once its sequence is applied here. The stable horizon of a
// partition is the least T that every region acknowledged as applied from every origin. All answers
// only grow.
//
// A region that was never heard holds the horizon at zero, and one that fell silent holds it where
// it is: what is purged by the horizon must be proved, never guessed.
//
// Partitions are indices: the data partitions, then the control partition (index P).
// Threads: confined to the replicator's Scheduler.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "streams/envelope.h"

namespace meridian {

// The watermarks that one origin published for one partition, thinned out when there are many.
class WatermarkHistory {
 public:
  // Every write with clock <= `clock` has a sequence <= `sequence`. What falls back is ignored.
  void Add(uint64_t sequence, HybridTime clock);
  // The greatest T that applying everything up to `sequence` reaches; zero if none is known.
  HybridTime Reached(uint64_t sequence) const;
  // The greatest T heard, and its sequence.
  HybridTime clock() const { return points_.empty() ? HybridTime{} : points_.back().clock; }
  uint64_t sequence() const { return points_.empty() ? 0 : points_.back().sequence; }
  // Nobody asks below `sequence` any more.
  void Forget(uint64_t sequence);

 private:
  static constexpr size_t kPointsMax = 1024;
  struct Point {
    uint64_t sequence;
    HybridTime clock;
  };
  std::deque<Point> points_;  // Invariant: strictly ascending in both.
};

class Watermarks {
 public:
  // `peers`: every other region. `partitions` is P.
  Watermarks(Origin own, const std::vector<std::string>& peers, uint16_t partitions);

  // This region's own watermark, as its heartbeat will say it.
  void Own(HybridTime clock, const std::vector<uint64_t>& sequences);
  // Requires: `heartbeat` is of a peer, has P + 1 sequences, and its origin was accepted by its
  // link.
  void Hear(const Heartbeat& heartbeat);

  // `sequence` of `origin`'s log is applied here, durably.
  void Applied(const Origin& origin, size_t partition, uint64_t sequence);
  // As long as the limit stands, nothing of `origin` above `sequence` is acknowledged in
  // `partition` (it is applied all the same). Limits under different names don't touch each other.
  void Limit(const std::string& name, const std::string& region, size_t partition,
             uint64_t sequence);
  void Unlimit(const std::string& name);

  // Every write of `region` in `partition` with clock <= this is applied here. Of this region: its
  // own last watermark.
  HybridTime Believed(const std::string& region, size_t partition) const;
  // The least over the partitions.
  HybridTime Believed(const std::string& region) const;
  // The last T heard of `region`, applied or not.
  HybridTime Heard(const std::string& region) const;
  // Changes of `region` that it says it has, and that are not applied here.
  uint64_t Pending(const std::string& region) const;

  HybridTime Horizon(size_t partition) const { return horizons_[partition]; }
  // Every region has acknowledged this region's changes up to here.
  uint64_t Released(size_t partition) const;
  // What the next heartbeat says about the peers' logs.
  std::vector<Heartbeat::Mark> Marks() const;

 private:
  struct Region {
    Origin origin;                          // Incarnation 0 until heard or applied.
    std::vector<WatermarkHistory> history;  // By partition.
    std::vector<uint64_t> applied;          // Here. Unused for this region itself.
    std::vector<uint64_t> acknowledged;     // Here.
    std::map<std::string, std::vector<uint64_t>>
        theirs;  // Its acknowledged marks, by origin region.
  };

  // The region of `origin`, as this incarnation of it.
  Region& Follow(const Origin& origin);
  // What `replica` acknowledged of `origin`'s log.
  uint64_t Acknowledged(const std::string& replica, const std::string& origin,
                        size_t partition) const;
  void Acknowledge(Region& region, const std::string& name, size_t partition);
  void RaiseHorizon(size_t partition);

  const Origin own_;
  const size_t partitions_;  // P + 1.
  std::map<std::string, Region> regions_;
  // By name, then (region, partition).
  std::map<std::string, std::map<std::pair<std::string, size_t>, uint64_t>> limits_;
  std::vector<HybridTime> horizons_;
};

}  // namespace meridian

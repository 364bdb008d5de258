// VersionClock: the times that one shard stamps on the writes it commits.
//
// Every reading is greater than every earlier one, also over restarts and backward steps of the
// wall clock: readings stay at or under a ceiling that the shard persists ahead, and after a
// restart they begin above it. Received versions raise the time of the next version of their
// item, never the clock, so one region's wrong clock does not infect another's.
//
// Threads: confined to the shard's executor.
// Source: Kulkarni et al., Logical Physical Clocks (2014).
#pragma once

#include <chrono>
#include <optional>

#include "storage/base/clock.h"
#include "storage/version/version.h"

namespace meridian {

class VersionClock {
 public:
  // `wall` must outlive this. `floor` is the persisted ceiling of the last run (zero: none).
  VersionClock(const WallClock& wall, HybridTime floor);

  // A reading greater than every one before. It counts as given out.
  HybridTime Read();
  // The greatest reading given out so far, or the floor.
  HybridTime last() const { return last_; }

  // The ceiling that must be on disk before the readings given out so far may leave the shard:
  // nullopt when the persisted one suffices.
  std::optional<HybridTime> CeilingToPersist() const;
  // `ceiling` is on disk.
  void Persisted(HybridTime ceiling) { ceiling_ = ceiling; }

 private:
  const WallClock& wall_;
  HybridTime last_;     // Invariant: never decreases.
  HybridTime ceiling_;  // On disk; every reading that left the shard is at or below it.
};

}  // namespace meridian

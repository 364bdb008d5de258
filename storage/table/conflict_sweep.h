// ConflictSweep: removes the oldest conflict rows, so that a table's conflicts don't grow for ever.
//
// A conflict goes when it was resolved longer ago than the retention, or when the table has more
// than the bound in this region and others are newer. Every region goes by the time that the
// resolving region wrote, so all of them come to the same set, each within an interval. The work is
// done in small turns with pauses between them; what a crash interrupts, the next pass does.
//
// Threads: constructed and started by anyone; the work runs on the shards' executors.
#pragma once

#include <chrono>
#include <memory>

#include "storage/table/region.h"

namespace meridian {

struct ConflictRetention {
  std::chrono::hours age_max{30 * 24};  // Since it was resolved; 0: for ever.
  // Of a table in this region, to the minute of the last one kept; 0: no bound. Each partition
  // keeps its share, so a table whose conflicts are in few partitions keeps less.
  uint64_t table_rows_max = 1'000'000;
  std::chrono::minutes interval{60};  // Between passes.
};

class ConflictSweep {
 public:
  // `region` outlives this and every pending turn.
  ConflictSweep(Region& region, ConflictRetention retention);

  // The first pass begins at once. Call it once.
  void Start();

 private:
  struct Pass;
  struct Slice;
  void Begin();
  void NextPartition(std::shared_ptr<Pass> pass);
  void Step(std::shared_ptr<Pass> pass);
  // Removes what of the next rows is too old; `slice` says what it saw.
  static Status Sweep(Turn& turn, const Pass& pass, Slice& slice);
  // Whether a table has too many rows in the partition; then `pass` says which.
  bool OverBound(Pass& pass) const;

  Region& region_;
  const ConflictRetention retention_;
};

}  // namespace meridian

// ReplicationControl: what the API may ask of replication, without knowing the replicator.
//
// regions/ and replicator/ never see each other; the node, which sees both, implements this port by
// a hop to the replicator's Scheduler and back. Regions are named, tables go by their id: the API
// has looked them up and found them serving in this region.
//
// Threads: every member from any thread; `done` is called once, from any thread, possibly inside
// the call. Once the replicator is stopping it is kCancelled.
// Ownership: outlives every request.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "storage/base/result.h"
#include "storage/base/scheduler.h"
#include "storage/engine/partition.h"
#include "storage/table/schema.h"
#include "storage/version/version.h"

namespace meridian {

struct RegionInfo {
  std::string name;
  std::string endpoint;                 // As clients reach it; empty: not known here.
  std::string state = "ACTIVE";         // ACTIVE, DRAINING, FENCED, RECOVERING, UNREACHABLE.
  int64_t clock_offset_millis = 0;      // Positive: its clock is ahead of this region's.
  std::optional<uint64_t> incarnation;  // nullopt: never heard.
};

// How far this region has followed one other.
struct LinkInfo {
  std::string source;
  std::string target;  // This region.
  std::string
      state;  // CONNECTING, BACKFILL, CATCHUP, LIVE, PAUSED, RESYNCING, QUARANTINED, FAILED.
  std::string cause;  // Why it isn't LIVE; may be empty.
  int64_t lag_millis = 0;
  uint64_t pending_records = 0;
  HybridTime watermark;  // Every write of the source up to here is applied; zero: none known.
  uint64_t applied_records = 0;
  uint64_t conflicts = 0;
  uint64_t quarantined_records = 0;
};

// What DescribeReplication adds for one table.
struct TableReplicationInfo {
  struct Held {
    bool paused = false;
    uint64_t pending_records = 0;  // The table's, kept here until it goes on.
  };
  std::map<std::string, Held> held;  // By source region; absent: nothing holds the table back.
  int backfill_percent = 100;
  std::string backfill_source;  // Empty: no backfill is under way.
  std::string backfill_cause;   // Why the backfill doesn't advance; may be empty.
};

struct ReplicationInfo {
  std::vector<LinkInfo> links;                // By source region.
  std::optional<TableReplicationInfo> table;  // Iff a table was named.
};

// Whether the table's replicas hold the same, at a common cut.
struct TableVerification {
  struct PartitionState {
    std::string region;
    Partition partition{0};
    uint64_t items = 0;
    std::string digest;
  };
  struct Difference {
    Partition partition{0};
    uint32_t first_slot = 0;
    uint32_t last_slot = 0;
    std::vector<std::string> regions;  // Between which.
  };
  bool consistent = false;
  std::vector<PartitionState> partitions;  // By partition, then region.
  std::vector<Difference> differences;
};

class ReplicationControl {
 public:
  template <class T>
  using Done = UniqueFunction<void(Result<T>)>;

  virtual ~ReplicationControl() = default;

  // This region first.
  virtual void ListRegions(Done<std::vector<RegionInfo>> done) = 0;

  virtual void DescribeReplication(std::optional<TableId> table, Done<ReplicationInfo> done) = 0;

  // Done twice is done once. The position is kept while paused. kNotFound: `source` is not another
  // region of the cluster. kUnsupported: one table by itself can't be paused.
  virtual void PauseReplication(std::string source, std::optional<TableId> table,
                                Done<void> done) = 0;
  virtual void ResumeReplication(std::string source, std::optional<TableId> table,
                                 Done<void> done) = 0;

  // Compares the table's active replicas. kUnavailable: a region could not be asked, or did not
  // reach the cut in time.
  virtual void VerifyTable(TableId table, Done<TableVerification> done) = 0;
};

}  // namespace meridian

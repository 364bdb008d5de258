// AutoScaler: measures what tables consume and changes their throughput by their scaling policies.
//
// Every sample interval it looks at each scalable target whose table has provisioned throughput. A
// capacity outside the target's bounds is brought inside; else its TargetTracker decides. A change
// is an UpdateTable like a client's: decided in the catalog, by its rules and limits. What was
// done, or refused, is an activity in the book. Targets of tables that are gone are removed.
//
// What was seen before a restart isn't known after it: the samples are counted anew.
//
// Threads: confined to the scheduler, but for the catalog's answers, which touch the book alone.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "regions/capacity/capacity_ledger.h"
#include "regions/scaling/scaling_book.h"
#include "regions/scaling/target_tracking.h"
#include "regions/tables/update_table.h"
#include "storage/base/clock.h"
#include "storage/base/random.h"
#include "storage/base/scheduler.h"
#include "storage/table/catalog.h"

namespace meridian {

class AutoScaler {
 public:
  // All of it outlives this, and the book every pending change of the catalog.
  struct Ports {
    Scheduler& scheduler;
    const MonotonicClock& clock;
    const WallClock& wall;
    SecureRandom& random;
    CatalogReader& catalog;
    const CapacityLedger& ledger;
    ScalingBook& book;
    std::string region;
    std::vector<std::string> peers;  // The cluster's other regions.
  };

  // Begins at once.
  AutoScaler(Ports ports, ScalingOptions options);

 private:
  // What is known of one target.
  struct Watch {
    TargetTracker tracker;
    double consumed = 0;  // At `since`.
    std::chrono::nanoseconds since;
  };

  void Tick();
  void Look(const ScalableTarget& target, const Table& table, const Allowance& allowance);
  void Apply(const ScalableTarget& target, int64_t capacity, std::string cause);
  void RemoveTargetsOf(const std::vector<TableId>& gone);

  const Ports ports_;
  const ScalingOptions options_;
  std::map<std::string, Watch> watches_;  // By the target's id.
  Ticker ticker_;
};

// 8-4-4-4-12 hex digits.
std::string DrawUuid(SecureRandom& random);

}  // namespace meridian

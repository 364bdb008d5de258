// ReplicatorProbe: the replicator's metrics. Logic calls it and never names one.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "storage/base/metrics.h"

namespace meridian {

class ReplicatorProbe {
 public:
  ReplicatorProbe(Metrics& metrics, const std::vector<std::string>& sources);

  struct Link {
    bool live = false;
    int state = 0;  // As in LinkState's order.
    int64_t lag_millis = 0;
    uint64_t pending = 0;
    uint64_t applied = 0;
    uint64_t conflicts = 0;
    uint64_t parked = 0;
    int64_t clock_offset_millis = 0;
  };
  // What the link to `source` shows now.
  void Show(const std::string& source, const Link& link);
  void Purged(size_t tombstones) { purged_.Add(static_cast<double>(tombstones)); }
  void Horizon(int64_t age_millis) { horizon_age_.Set(static_cast<double>(age_millis) / 1000); }
  void Backfills(size_t running) { backfills_.Set(static_cast<double>(running)); }

 private:
  struct Instruments {
    Gauge live, state, lag, pending, parked, clock_offset;
    Counter applied, conflicts;
    uint64_t applied_before = 0;
    uint64_t conflicts_before = 0;
  };
  std::map<std::string, Instruments> links_;
  Counter purged_;
  Gauge horizon_age_;
  Gauge backfills_;
};

}  // namespace meridian

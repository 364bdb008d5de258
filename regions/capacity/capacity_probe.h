// CapacityProbe: what the ledger counts, by table and kind.
//
// A table gets a label of its own while fewer than kTableLabelsMax names had one; further ones
// share "(others)", so that clients that make tables can't make series without end.
//
// Threads: confined to the caller; the counters are safe from any thread.
#pragma once

#include <cstddef>
#include <set>
#include <string>

#include "regions/capacity/allowance.h"
#include "storage/base/metrics.h"

namespace meridian {

inline constexpr size_t kTableLabelsMax = 100;

class CapacityProbe {
 public:
  // `metrics` outlives this.
  explicit CapacityProbe(Metrics& metrics) : metrics_(metrics) {}

  Allowance::Counters Of(const std::string& table, CapacityKind kind);
  Counter Replicated(const std::string& table);

 private:
  std::string LabelOf(const std::string& table);
  Counter Consumed(const std::string& table, const std::string& kind);

  Metrics& metrics_;
  std::set<std::string> labels_;
};

}  // namespace meridian

#include "regions/capacity/capacity_probe.h"

namespace meridian {

std::string CapacityProbe::LabelOf(const std::string& table) {
  if (labels_.contains(table)) return table;
  if (labels_.size() >= kTableLabelsMax) return "(others)";
  labels_.insert(table);
  return table;
}

Counter CapacityProbe::Consumed(const std::string& table, const std::string& kind) {
  return metrics_.AddCounter(
      "meridian_capacity_consumed_units_total",
      "Capacity units consumed; kind replicated: by the writes of other regions.",
      {{"table", LabelOf(table)}, {"kind", kind}});
}

Allowance::Counters CapacityProbe::Of(const std::string& table, CapacityKind kind) {
  const std::string name = kind == CapacityKind::kRead ? "read" : "write";
  return {.consumed = Consumed(table, name),
          .throttled = metrics_.AddCounter(
              "meridian_capacity_throttled_requests_total",
              "Requests, of a batch each item, refused because the table was over its throughput.",
              {{"table", LabelOf(table)}, {"kind", name}})};
}

Counter CapacityProbe::Replicated(const std::string& table) {
  return Consumed(table, "replicated");
}

}  // namespace meridian

#include "regions/capacity/allowance.h"

namespace meridian {

void Allowance::Limit(LimitKind kind, double units_per_second) {
  const LimitKind before = kind_.exchange(kind, std::memory_order_relaxed);
  // What was left under one kind of limit says nothing about the other.
  if (before != kind) bucket_.SetRate(0, clock_.Now());
  if (kind != LimitKind::kNone) bucket_.SetRate(units_per_second, clock_.Now());
}

Status Allowance::Admit() {
  if (!bucket_.limited() || bucket_.Admits(clock_.Now())) return OkStatus();
  const LimitKind kind = kind_.load(std::memory_order_relaxed);
  if (kind == LimitKind::kNone) return OkStatus();
  counters_.throttled.Add();
  return MakeThrottled(kind, resource_);
}

void Allowance::CountUnlimited(double units) {
  consumed_halves_.fetch_add(static_cast<int64_t>(units * 2), std::memory_order_relaxed);
}

void Allowance::Consume(double units) {
  CountUnlimited(units);
  counters_.consumed.Add(units);
  if (bucket_.limited()) bucket_.Consume(units, clock_.Now());
}

double Allowance::consumed() const {
  return static_cast<double>(consumed_halves_.load(std::memory_order_relaxed)) / 2;
}

}  // namespace meridian

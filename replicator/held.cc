#include "replicator/held.h"

#include <algorithm>

namespace meridian {

Status Held::Load(const ReplicaStore& store, Partition partition, const std::string& source) {
  TRY(ranges_, store.PendingRanges(partition, source));
  return OkStatus();
}

void Held::Kept(const std::vector<PendingChange>& changes) {
  for (const PendingChange& change : changes) {
    PendingRange& range = ranges_[change.table];
    if (range.count++ == 0) range.first = change.sequence;
  }
}

void Held::Dropped(const std::vector<PendingChange>& changes) {
  for (const PendingChange& change : changes) {
    const auto range = ranges_.find(change.table);
    if (range == ranges_.end()) continue;
    range->second.first = change.sequence + 1;
    if (--range->second.count == 0) ranges_.erase(range);
  }
}

uint64_t Held::count() const {
  uint64_t count = 0;
  for (const auto& [table, range] : ranges_) count += range.count;
  return count;
}

uint64_t Held::CountOf(const TableId& table) const {
  const auto range = ranges_.find(table);
  return range == ranges_.end() ? 0 : range->second.count;
}

std::optional<uint64_t> Held::First() const {
  std::optional<uint64_t> first;
  for (const auto& [table, range] : ranges_) {
    first = first ? std::min(*first, range.first) : range.first;
  }
  return first;
}

}  // namespace meridian

#include "tests/streams/fake_change_source.h"

#include <algorithm>

#include "storage/base/check.h"

namespace meridian {

FakeChangeSource::FakeChangeSource(Origin origin, uint16_t partitions)
    : origin_(std::move(origin)) {
  for (uint16_t i = 0; i < partitions; ++i) logs_[Partition{i}];
  logs_[kControlPartition];
}

ChangePtr FakeChangeSource::Commit(Partition partition, uint8_t sinks, size_t value_bytes) {
  auto& log = logs_.at(partition);
  auto change = std::make_shared<Change>();
  change->commit = log.size() + 1;
  change->sinks = sinks;
  if (change->NeededBy(Sink::kRegionLog)) change->sequence = LastSequence(partition) + 1;
  change->key = "key" + std::to_string(change->commit);
  change->state.kind = StateKind::kPut;
  change->state.version.origin = origin_;
  change->state.value = Payload{.bytes = std::string(value_bytes, 'v')};
  change->catalog_sequence = change->commit;
  log.push_back(change);
  if (listener_) listener_(partition);
  return change;
}

void FakeChangeSource::Forget(Partition partition, size_t kept) {
  logs_.at(partition).resize(kept);
}

std::vector<Partition> FakeChangeSource::Partitions() const {
  std::vector<Partition> partitions;
  for (const auto& [partition, log] : logs_) partitions.push_back(partition);
  return partitions;
}

Result<ChangeSource::Page> FakeChangeSource::Read(Partition partition, Sink sink, uint64_t after,
                                                  size_t bytes_max) {
  if (fail_reads_) return Error{Errc::kUnavailable, "the disk is away"};
  Page page{.changes = {}, .scanned_to = after};
  size_t bytes = 0;
  for (const ChangePtr& change : logs_.at(partition)) {
    if (change->commit <= after) continue;
    if (bytes >= bytes_max && !page.changes.empty()) return page;
    page.scanned_to = change->commit;
    if (!change->NeededBy(sink)) continue;
    page.changes.push_back(change);
    bytes += change->state.value->bytes.size();
  }
  return page;
}

uint64_t FakeChangeSource::Cursor(Partition partition, Sink sink) const {
  const auto found = cursors_.find({partition, sink});
  return found == cursors_.end() ? 0 : found->second;
}

void FakeChangeSource::Advance(Partition partition, Sink sink, uint64_t commit) {
  uint64_t& cursor = cursors_[{partition, sink}];
  CHECK(commit >= cursor && commit <= logs_.at(partition).size());
  cursor = commit;
}

void FakeChangeSource::SetListener(std::function<void(Partition)> listener) {
  listener_ = std::move(listener);
}

uint64_t FakeChangeSource::LastSequence(Partition partition) const {
  uint64_t last = 0;
  for (const ChangePtr& change : logs_.at(partition)) last = std::max(last, change->sequence);
  return last;
}

}  // namespace meridian

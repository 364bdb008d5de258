// FakeChangeSource: a change log in memory, for tests of what follows it.
//
// Threads: none.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "storage/table/change.h"

namespace meridian {

class FakeChangeSource final : public ChangeSource {
 public:
  // `partitions` data partitions, and the control partition.
  FakeChangeSource(Origin origin, uint16_t partitions);

  // Commits a change for `sinks` with a value of so many bytes; the next sequence if it is for the
  // region log. Rings the listener.
  ChangePtr Commit(Partition partition, uint8_t sinks = static_cast<uint8_t>(Sink::kRegionLog),
                   size_t value_bytes = 10);
  // As if the cursor had been persisted at `commit`, and the process restarted.
  void RestartAt(Partition partition, Sink sink, uint64_t commit) {
    cursors_[{partition, sink}] = commit;
  }
  // The disk forgot the changes behind the first `kept`.
  void Forget(Partition partition, size_t kept);
  bool log_available() const { return log_available_; }
  void FailReads(bool fail) { fail_reads_ = fail; }

  std::vector<Partition> Partitions() const override;
  Result<Page> Read(Partition partition, Sink sink, uint64_t after, size_t bytes_max) override;
  uint64_t Cursor(Partition partition, Sink sink) const override;
  void Advance(Partition partition, Sink sink, uint64_t commit) override;
  void SetLogAvailable(bool available) override { log_available_ = available; }
  void SetListener(std::function<void(Partition)> listener) override;
  const Origin& origin() const override { return origin_; }
  uint64_t LastSequence(Partition partition) const override;

 private:
  const Origin origin_;
  std::map<Partition, std::vector<ChangePtr>> logs_;
  std::map<std::pair<Partition, Sink>, uint64_t> cursors_;
  std::function<void(Partition)> listener_;
  bool log_available_ = false;
  bool fail_reads_ = false;
};

}  // namespace meridian

// RegionLogSink: packs changes into the batches of the region log, which the other regions read.
//
// Threads: confined to the follower's Scheduler.
#pragma once

#include <functional>

#include "streams/envelope.h"
#include "streams/log_start.h"
#include "streams/sink_strategy.h"

namespace meridian {

// What a batch says of its writer at the moment it is made. Called on the publisher's Scheduler.
struct WriterState {
  std::function<HybridTime(Partition)> horizon;  // H.
  std::function<HybridTime()> clock;             // T.
};

class RegionLogSink final : public SinkStrategy {
 public:
  static constexpr size_t kBatchChangesMax = 64;
  // A change that is larger goes alone.
  static constexpr size_t kBatchBytesMax = 512 * 1024;

  RegionLogSink(LogIdentity identity, WriterState writer);

  Sink sink() const override { return Sink::kRegionLog; }
  Message Pack(Partition partition, const std::deque<ChangePtr>& waiting) override;

  // Messages for the control topic that hold `registers`, each without changes, when changes up to
  // `published` are in the log.
  std::vector<Message> Snapshot(const std::vector<Register>& registers, uint64_t published) const;

 private:
  LogBatch Header(Partition partition) const;

  const LogIdentity identity_;
  const WriterState writer_;
};

}  // namespace meridian

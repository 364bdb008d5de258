// SinkFollower: brings the changes that one sink needs from the change log to Kafka, in order.
//
// Each partition is a lane: pages are read from the change log, packed into messages by the sink's
// strategy, and several messages are in flight at once; the sink's cursor moves when they are
// acknowledged, in order. When a message fails the follower stops and says so once; its owner gets
// a new producer and begins it again from the cursors. Messages may then repeat, never be missing.
//
// Threads: confined to the Bus's Scheduler.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "storage/base/clock.h"
#include "storage/table/change.h"
#include "streams/bus.h"
#include "streams/log_start.h"
#include "streams/publisher_probe.h"
#include "streams/sink_strategy.h"

namespace meridian {

struct FollowerLimits {
  size_t in_flight_max = 4;         // Messages of one partition.
  size_t page_bytes = 1024 * 1024;  // Read from the change log at once.
};

class SinkFollower {
 public:
  // The references must outlive this. `failed` is called from the Bus's callbacks.
  SinkFollower(ChangeSource& source, Bus& bus, const MonotonicClock& clock,
               std::unique_ptr<SinkStrategy> strategy, FollowerLimits limits, PublisherProbe probe,
               std::function<void(const Error&)> failed);

  // Goes on from the cursors. Changes of a partition with a sequence up to `in_log` are in Kafka.
  void Begin(const LogProgress& in_log);
  // Forgets everything in flight; the cursors stay.
  void Stop();
  // The partition may have new changes.
  void Wake(Partition partition);

  // Requires that the sink's changes have sequences: the greatest one acknowledged, by partition.
  LogProgress Acknowledged() const;
  // How long the oldest message has been in flight; nullopt: none is.
  std::optional<std::chrono::nanoseconds> OldestInFlight() const;
  // Tells the probe how much is left to do.
  void Measure();

 private:
  struct InFlight {
    uint64_t last_commit = 0;
    uint64_t last_sequence = 0;
    size_t changes = 0;
    std::chrono::nanoseconds sent_at{0};
    bool acknowledged = false;
  };
  struct Lane {
    uint64_t in_log = 0;        // Changes with a sequence up to this are in Kafka.
    uint64_t acknowledged = 0;  // Sequence.
    uint64_t done_to = 0;       // Commit: as told to the source.
    uint64_t read_to = 0;       // Commit: everything up to this was read.
    bool dirty = false;         // There may be more to read.
    std::deque<ChangePtr> waiting;
    std::deque<InFlight> in_flight;
    uint64_t first_id = 0;  // Of the front of in_flight.
  };

  void Pump(Partition partition, Lane& lane);
  bool Fill(Partition partition, Lane& lane);
  void Send(Partition partition, Lane& lane);
  void OnDone(Partition partition, uint64_t id, const Result<int64_t>& offset);
  void Advance(Partition partition, Lane& lane);
  void Fail(const Error& error);

  ChangeSource& source_;
  Bus& bus_;
  const MonotonicClock& clock_;
  const std::unique_ptr<SinkStrategy> strategy_;
  const FollowerLimits limits_;
  PublisherProbe probe_;
  const std::function<void(const Error&)> failed_;

  std::map<Partition, Lane> lanes_;
  bool running_ = false;
  std::shared_ptr<bool> run_;  // Expires when a run ends, and with it its callbacks.
};

}  // namespace meridian

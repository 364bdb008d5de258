// Publisher: gets what was committed into Kafka, for ever.
//
// It follows the change log for each sink (SinkFollower): the region log, the conflicts topic.
// Whenever the producer is lost it begins a new one, asks the log itself how far it goes
// (LogCheck), and goes on from there, so that the log may repeat a run but never misses a change. A
// log that contradicts the store halts the publisher for good: writing on would fork it.
//
// Once it has checked the log for the first time, it writes the whole catalog to the control topic.
//
// Threads: confined to the Bus's Scheduler, constructor and destructor too.
#pragma once

#include <chrono>
#include <memory>

#include "storage/base/clock.h"
#include "storage/base/metrics.h"
#include "storage/base/scheduler.h"
#include "streams/bus.h"
#include "streams/log_start.h"
#include "streams/region_log_sink.h"
#include "streams/sink_follower.h"

namespace meridian {

struct PublisherOptions {
  FollowerLimits limits;
  // Between attempts to begin again after a loss: doubled from the least to the most.
  std::chrono::milliseconds backoff_min{100};
  std::chrono::milliseconds backoff_max{2000};
  // An unacknowledged message that is older says that the log is unavailable.
  std::chrono::milliseconds stall_after{5000};
};

enum class PublisherState : uint8_t {
  kChecking,  // Before the first write, or after a loss.
  kRunning,
  kHalted,  // The log contradicts the store; a person must act.
};

// What the publisher asks of the rest of the node, on its own Scheduler.
struct PublisherSources {
  WriterState writer;
  std::function<std::vector<Register>()> registers;  // The whole catalog.
};

class Publisher {
 public:
  // The references must outlive this. Sets the source's listener, and whether its log is available.
  Publisher(ChangeSource& source, Bus& bus, Scheduler& scheduler, const MonotonicClock& clock,
            Metrics& metrics, LogIdentity identity, PublisherSources sources,
            PublisherOptions options);
  ~Publisher();
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;

  // Checks the log, then follows.
  void Start();
  // Another user of the Bus (heartbeats) met an error of its producer: the publisher may be idle
  // and not know.
  void ProducerLost(const Error& error);

  PublisherState state() const;
  // The greatest sequence that Kafka acknowledged, for each partition.
  LogProgress Published() const;

 private:
  class State;
  std::shared_ptr<State> state_;
};

}  // namespace meridian

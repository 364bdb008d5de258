// HeartbeatSender: says several times a second how far this region is, in its own heartbeat topic.
//
// Threads: confined to the Scheduler, the Bus's too.
#pragma once

#include <functional>
#include <memory>

#include "replicator/tether.h"
#include "storage/base/clock.h"
#include "storage/table/replica_store.h"
#include "streams/bus.h"
#include "streams/envelope.h"

namespace meridian {

class HeartbeatSender {
 public:
  struct Hooks {
    // A new watermark of this region, before it is sent.
    std::function<void(const Watermark&)> watermark;
    // Fills in the marks, the offsets and the state.
    std::function<void(Heartbeat&)> compose;
    // The producer is finished; who owns it must recover.
    std::function<void(const Error&)> producer_lost;
  };
  // The references outlive this. `bus` is a client of this region's own Kafka.
  HeartbeatSender(Scheduler& scheduler, const WallClock& wall, ReplicaStore& store, Bus& bus,
                  Origin origin, uint64_t epoch, uint16_t partitions, Hooks hooks);

  // Sends one every `interval`, the first at once.
  void Start(std::chrono::milliseconds interval);

 private:
  // While Kafka is away, heartbeats don't pile up: they would only say what is past.
  static constexpr size_t kUnacknowledgedMax = 5;

  void Beat();
  void Send(const Watermark& watermark);

  const WallClock& wall_;
  ReplicaStore& store_;
  Bus& bus_;
  const Origin origin_;
  const uint64_t epoch_;
  const uint16_t partitions_;
  const Hooks hooks_;
  Scheduler& scheduler_;
  uint64_t number_ = 0;
  size_t unacknowledged_ = 0;
  bool reading_ = false;
  std::unique_ptr<Ticker> ticker_;
  Tether tether_;
};

}  // namespace meridian

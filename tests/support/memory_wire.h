// How the pieces of a MemoryBus reach their cluster: after a delay, and only while connected.
//
// Threads: none (memory_bus.h).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "tests/support/memory_bus.h"

namespace meridian {

// A stalled message looks again this often; a call gives up after so many looks (5 s).
inline constexpr std::chrono::milliseconds kStallInterval{20};
inline constexpr int kCallStallsMax = 250;

struct MemoryBus::Wire {
  MemoryCluster& cluster;
  Scheduler& scheduler;
  const FaultPlan& plan;
  std::shared_ptr<bool> alive;  // Reset when the bus is destroyed: its callbacks are not called.

  bool connected() const { return plan.connected && cluster.up(); }
};

// Runs `arrive` after the plan's delay, once connected.
void Travel(std::shared_ptr<MemoryBus::Wire> wire, std::function<void()> arrive);
// The same, but runs `give_up` after `*stalls_left` looks in vain; `arrive` keeps it alive.
void TravelOrGiveUp(std::shared_ptr<MemoryBus::Wire> wire, int* stalls_left,
                    std::function<void()> arrive, std::function<void()> give_up);

std::unique_ptr<Subscription> SubscribeInMemory(std::shared_ptr<MemoryBus::Wire> wire,
                                                const std::string& topic,
                                                const std::map<int32_t, int64_t>& from,
                                                RecordHandler& handler);

}  // namespace meridian

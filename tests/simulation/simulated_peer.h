// SimulatedPeer: carries the peer protocol between simulated processes, late or not at all.
//
// Threads: none. Calls in flight end uncalled when it is destroyed.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "replicator/peer.h"
#include "tests/simulation/executor.h"
#include "tests/support/memory_bus.h"

namespace meridian {
class PeerService;
}

namespace meridian::simulation {

class SimulatedPeer final : public Peer {
 public:
  struct Ports {
    ManualScheduler& timeline;
    Scheduler& home;  // Of the calling process.
    // The way to (from) a region; nullptr: unknown.
    std::function<const FaultPlan*(const std::string& region)> way_to;
    std::function<const FaultPlan*(const std::string& region)> way_from;
    // nullptr: that region's process isn't there.
    std::function<PeerService*(const std::string& region)> service;
  };
  explicit SimulatedPeer(Ports ports) : ports_(std::move(ports)) {}

  void Call(std::string region, std::string method, std::string request,
            UniqueFunction<void(Result<std::string>)> done) override;

 private:
  using Calls = std::map<uint64_t, UniqueFunction<void(Result<std::string>)>>;
  static void Answer(const std::weak_ptr<Calls>& calls, uint64_t id, Result<std::string> answer);

  const Ports ports_;
  uint64_t next_ = 0;
  std::shared_ptr<Calls> calls_ = std::make_shared<Calls>();
};

}  // namespace meridian::simulation

// PeerClient: the Peer port over HTTP: POST /peer/<method> on the other region's endpoint.
//
// Requests are signed with the cluster's secret (SigV4, access key kPeerAccessKey, scope of the
// region asked). A few connections to each region are kept; every call has a deadline. An answer of
// status 200 is the far side's bytes; any other says its error as "<errc>\n<message>".
//
// Threads: confined to the AsioScheduler given at construction.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "config/config.h"
#include "regions/auth/credentials.h"
#include "replicator/peer.h"
#include "storage/base/asio_scheduler.h"
#include "storage/base/clock.h"

namespace meridian {

class PeerClient final : public Peer {
 public:
  // `endpoints`: region -> "http://host:port". `scheduler` and `clock` outlive this.
  PeerClient(AsioScheduler& scheduler, const WallClock& clock, std::shared_ptr<const Secret> secret,
             std::map<std::string, std::string> endpoints);
  ~PeerClient() override;

  void Call(std::string region, std::string method, std::string request,
            UniqueFunction<void(Result<std::string>)> done) override;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace meridian

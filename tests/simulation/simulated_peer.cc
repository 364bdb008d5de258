#include "tests/simulation/simulated_peer.h"

#include "replicator/peer_service.h"

namespace meridian::simulation {

using std::chrono::milliseconds;

namespace {
constexpr milliseconds kDeadline{3000};
}

void SimulatedPeer::Call(std::string region, std::string method, std::string request,
                         UniqueFunction<void(Result<std::string>)> done) {
  const uint64_t id = next_++;
  calls_->emplace(id, std::move(done));
  const std::weak_ptr weak = calls_;
  ports_.home.After(kDeadline, [weak, id] {
    Answer(weak, id, Error{Errc::kTimeout, "The region did not answer in time"});
  });
  const FaultPlan* to = ports_.way_to(region);
  const FaultPlan* from = ports_.way_from(region);
  if (to == nullptr || !to->connected) return;
  ports_.timeline.After(to->Delay(), [weak, id, from, region, method = std::move(method),
                                      request = std::move(request), &timeline = ports_.timeline,
                                      service_of = ports_.service] {
    PeerService* service = service_of(region);
    if (service == nullptr) {
      return Answer(weak, id, Error{Errc::kUnavailable, "The region refuses connections"});
    }
    service->Handle(method, request, [weak, id, from, &timeline](Result<std::string> answer) {
      if (!from->connected) return;
      timeline.After(from->Delay(), [weak, id, answer = std::move(answer)]() mutable {
        Answer(weak, id, std::move(answer));
      });
    });
  });
}

void SimulatedPeer::Answer(const std::weak_ptr<Calls>& calls, uint64_t id,
                           Result<std::string> answer) {
  const auto open = calls.lock();
  if (open == nullptr) return;
  auto call = open->extract(id);
  if (!call.empty()) call.mapped()(std::move(answer));
}

}  // namespace meridian::simulation

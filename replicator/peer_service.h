// PeerService: this region's answers to what its peers ask (replicator/peer.h).
//
// Snapshots stay open between the chunks of one reader, so that a partition is read once, at one
// cut. Digests are read in slices, so that applying goes on beside them. A question whose
// conditions this region doesn't fulfil yet gets "not yet" with the reason; the asker tries again.
//
// Threads: confined to the replicator's Scheduler.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <tuple>

#include "replicator/options.h"
#include "replicator/peer_codec.h"
#include "replicator/tether.h"
#include "storage/base/clock.h"

namespace meridian {

class PeerService {
 public:
  struct Ports {
    Scheduler& scheduler;
    const MonotonicClock& clock;
    ReplicaStore& store;
    CatalogReader& catalog;
    uint16_t partitions;
    ReplicatorOptions options;
    // True when every write of any region with clock <= cut is applied here.
    std::function<bool(HybridTime cut, Partition)> reached;
    // But for what a pause of the table holds back.
    std::function<bool(const TableId&)> held_back;
  };
  explicit PeerService(Ports ports);

  // `method` is one of kPeer…; kUnsupported: another.
  void Handle(const std::string& method, const std::string& request,
              UniqueFunction<void(Result<std::string>)> done);
  // Closes the snapshots that nobody reads any more. To be called now and then.
  void Sweep();

 private:
  using Done = UniqueFunction<void(Result<std::string>)>;
  using Cursor = std::unique_ptr<StateCursor>;
  struct Session {
    Cursor cursor;
    KeyPlace end;
    std::chrono::nanoseconds used{0};
  };
  using SessionKey = std::tuple<std::string, TableId, Partition>;
  struct DigestRun;

  void Snapshot(SnapshotRequest request, Done done);
  Result<SnapshotChunk> ReadChunk(const SnapshotRequest& request, Cursor cursor);
  void Digest(DigestRequest request, Done done);
  void DigestSlice(std::shared_ptr<DigestRun> run);

  const Ports ports_;
  std::map<SessionKey, Session> sessions_;
  Tether tether_;
};

}  // namespace meridian

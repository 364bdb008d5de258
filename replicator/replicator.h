// Replicator: what makes this region one of several: it follows the others, says how far it is,
// fills new replicas, purges what is settled, and answers for all of it.
//
// One Link a source region, one HeartbeatSender, the Watermarks they feed, one Backfill a replica
// that is being created, and the PeerService for the others' questions.
//
// Threads: confined to its Scheduler, construction and destruction too; the Buses' and the Peer's
// callbacks come there as well. Nothing here blocks or waits.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "replicator/backfill.h"
#include "replicator/clock_offsets.h"
#include "replicator/heartbeat.h"
#include "replicator/link.h"
#include "replicator/membership.h"
#include "replicator/options.h"
#include "replicator/peer.h"
#include "replicator/peer_service.h"
#include "replicator/probe.h"
#include "replicator/verify.h"
#include "replicator/watermarks.h"

namespace meridian {

struct ReplicatorIdentity {
  Origin origin;
  uint64_t epoch = 1;        // Of the log that this region writes.
  uint16_t partitions = 16;  // P.
};

// All of it outlives the replicator.
struct ReplicatorPorts {
  Scheduler& scheduler;
  const WallClock& wall;
  const MonotonicClock& clock;
  ReplicaStore& store;
  CatalogReader& catalog;
  Bus& own_bus;                       // A client of this region's Kafka, for heartbeats.
  std::map<std::string, Bus*> peers;  // Every other region, and a client of its Kafka.
  Peer& peer;                         // To the other regions; never asked for this one.
  Metrics& metrics;
};

// One link, as DescribeReplication shows it.
struct LinkDescription {
  std::string source;
  std::string target;
  std::string state;  // CONNECTING, BACKFILL, CATCHUP, LIVE, PAUSED, QUARANTINED, FAILED.
  std::string cause;
  int64_t lag_millis = 0;  // 0 as long as there is no watermark.
  uint64_t pending_records = 0;
  HybridTime watermark;  // Every write of the source with a clock up to here is applied.
  uint64_t applied_records = 0;
  uint64_t conflicts = 0;
  uint64_t quarantined_records = 0;
};
struct TableReplication {
  struct Held {
    bool paused = false;
    uint64_t pending_records = 0;  // Kept here until it goes on.
  };
  // By source region, where the table is paused, or was and hasn't caught up.
  std::map<std::string, Held> held;
  int backfill_percent = 100;
  std::string backfill_source;
  std::string backfill_cause;
};

class Replicator final : private LinkListener {
 public:
  Replicator(ReplicatorIdentity identity, ReplicatorPorts ports, ReplicatorOptions options);
  ~Replicator() override;

  // `producer_lost`: the own Bus's producer is finished, as a heartbeat learned.
  void Start(std::function<void(const Error&)> producer_lost);

  // By source region.
  std::vector<LinkDescription> Describe() const;
  TableReplication DescribeTable(const TableId& table) const;
  // This region first, then the others by name.
  std::vector<RegionStatus> Regions() const;

  // The whole link, or one table of it. kNotFound: no such source region.
  void Pause(const std::string& source, std::optional<TableId> table,
             UniqueFunction<void(Status)> done);
  void Resume(const std::string& source, std::optional<TableId> table,
              UniqueFunction<void(Status)> done);

  // Compares the table's active replicas (replicator/verify.h).
  void VerifyTable(const TableId& table, UniqueFunction<void(Result<VerifyReport>)> done);

  // T: the last watermark of this region.
  HybridTime clock() const { return marks_.Believed(identity_.origin.region, 0); }
  const Watermarks& watermarks() const { return marks_; }
  // Where the other regions' questions go.
  PeerService& peer_service() { return service_; }

 private:
  class LocalPeer;

  void OnHeartbeat(const Heartbeat& heartbeat, bool live) override;
  void OnLinkApplied(const Origin& origin, Partition partition, uint64_t sequence) override;
  void OnLinkParked(const std::string& region, Partition partition, uint64_t first) override;
  void OnLinkHeld(const std::string& region, Partition partition,
                  std::optional<uint64_t> first) override;
  void OnCatalogApplied() override;

  size_t IndexOf(Partition partition) const;
  void Tick();
  void PublishHorizon();
  void PurgeSome();
  void StartBackfills();
  void StartBackfill(const TablePtr& table);
  void SetPaused(bool paused, const std::string& source, std::optional<TableId> table,
                 UniqueFunction<void(Status)> done);
  bool Reached(HybridTime cut, Partition partition) const;
  // A pause keeps changes of the table from being applied here.
  bool HeldBack(const TableId& table) const;
  LinkDescription DescribeLink(const Link& link) const;
  void ShowMetrics();

  const ReplicatorIdentity identity_;
  const ReplicatorPorts ports_;
  const ReplicatorOptions options_;
  Watermarks marks_;
  Membership members_;
  ClockOffsets offsets_;
  ReplicatorProbe probe_;
  PeerService service_;
  std::unique_ptr<LocalPeer> peer_;
  HeartbeatSender heartbeat_;
  std::function<void(const Error&)> producer_lost_;
  std::map<std::string, std::unique_ptr<Link>> links_;
  std::map<TableId, std::unique_ptr<Backfill>> backfills_;
  std::map<uint64_t, std::unique_ptr<Verify>> verifies_;
  uint64_t next_verify_ = 0;
  CatalogViewPtr seen_catalog_;
  std::vector<bool> purging_;
  std::unique_ptr<Ticker> ticker_;
  std::unique_ptr<Ticker> purge_ticker_;
  Tether tether_;
};

}  // namespace meridian

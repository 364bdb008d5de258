#include "regions/node/replication_door.h"

namespace meridian {
namespace {

LinkInfo ToInfo(LinkDescription link) {
  return {.source = std::move(link.source),
          .target = std::move(link.target),
          .state = std::move(link.state),
          .cause = std::move(link.cause),
          .lag_millis = link.lag_millis,
          .pending_records = link.pending_records,
          .watermark = link.watermark,
          .applied_records = link.applied_records,
          .conflicts = link.conflicts,
          .quarantined_records = link.quarantined_records};
}

TableVerification ToVerification(const VerifyReport& report) {
  TableVerification out{.consistent = report.consistent, .partitions = {}, .differences = {}};
  for (const VerifyReport::PartitionDigest& one : report.digests) {
    out.partitions.push_back({one.region, one.partition, one.items, one.digest});
  }
  for (const VerifyReport::Range& range : report.differing) {
    out.differences.push_back({range.partition, range.first_slot, range.last_slot, range.regions});
  }
  return out;
}

}  // namespace

ReplicationDoor::ReplicationDoor(Scheduler& scheduler, std::function<Replicator*()> replicator,
                                 const Config& config)
    : scheduler_(scheduler), replicator_(std::move(replicator)) {
  endpoints_[config.storage.name] =
      "http://" + config.http.address + ":" + std::to_string(config.http.port);
  for (const Config::Peer& peer : config.peers) endpoints_[peer.name] = peer.endpoint;
}

template <class T>
void ReplicationDoor::Hop(Done<T> done, UniqueFunction<void(Replicator&, Done<T>)> ask) {
  scheduler_.Post([this, done = std::move(done), ask = std::move(ask)]() mutable {
    Replicator* replicator = replicator_();
    if (replicator == nullptr) {
      return done(Error{Errc::kCancelled, "Replication is not running in this region now"});
    }
    ask(*replicator, std::move(done));
  });
}

void ReplicationDoor::ListRegions(Done<std::vector<RegionInfo>> done) {
  Hop<std::vector<RegionInfo>>(std::move(done), [this](Replicator& replicator, auto answer) {
    std::vector<RegionInfo> regions;
    for (RegionStatus& status : replicator.Regions()) {
      RegionInfo info{.name = status.region,
                      .endpoint = endpoints_[status.region],
                      .state = std::move(status.state),
                      .clock_offset_millis = status.clock_offset_millis,
                      .incarnation = std::nullopt};
      if (status.origin.has_value()) info.incarnation = status.origin->incarnation;
      regions.push_back(std::move(info));
    }
    answer(std::move(regions));
  });
}

void ReplicationDoor::DescribeReplication(std::optional<TableId> table,
                                          Done<ReplicationInfo> done) {
  Hop<ReplicationInfo>(std::move(done), [table](Replicator& replicator, auto answer) {
    ReplicationInfo info;
    for (LinkDescription& link : replicator.Describe()) {
      info.links.push_back(ToInfo(std::move(link)));
    }
    if (table.has_value()) {
      TableReplication one = replicator.DescribeTable(*table);
      info.table = TableReplicationInfo{.held = {},
                                        .backfill_percent = one.backfill_percent,
                                        .backfill_source = std::move(one.backfill_source),
                                        .backfill_cause = std::move(one.backfill_cause)};
      for (const auto& [source, held] : one.held) {
        info.table->held[source] = {.paused = held.paused, .pending_records = held.pending_records};
      }
    }
    answer(std::move(info));
  });
}

void ReplicationDoor::PauseReplication(std::string source, std::optional<TableId> table,
                                       Done<void> done) {
  Hop<void>(std::move(done),
            [source = std::move(source), table](Replicator& replicator, auto answer) {
              replicator.Pause(source, table, std::move(answer));
            });
}

void ReplicationDoor::ResumeReplication(std::string source, std::optional<TableId> table,
                                        Done<void> done) {
  Hop<void>(std::move(done),
            [source = std::move(source), table](Replicator& replicator, auto answer) {
              replicator.Resume(source, table, std::move(answer));
            });
}

void ReplicationDoor::VerifyTable(TableId table, Done<TableVerification> done) {
  Hop<TableVerification>(std::move(done), [table](Replicator& replicator, auto answer) {
    replicator.VerifyTable(table,
                           [answer = std::move(answer)](Result<VerifyReport> report) mutable {
                             if (!report) return answer(std::move(report).error());
                             answer(ToVerification(*report));
                           });
  });
}

}  // namespace meridian

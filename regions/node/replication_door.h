// ReplicationDoor: the API's port to replication, by a hop to the replicator's executor and back.
//
// Threads: any.
#pragma once

#include <functional>

#include "config/config.h"
#include "regions/api/replication_control.h"
#include "replicator/replicator.h"

namespace meridian {

class ReplicationDoor final : public ReplicationControl {
 public:
  // `replicator` is called on `scheduler`; nullptr: not running (yet, or any more).
  ReplicationDoor(Scheduler& scheduler, std::function<Replicator*()> replicator,
                  const Config& config);

  void ListRegions(Done<std::vector<RegionInfo>> done) override;
  void DescribeReplication(std::optional<TableId> table, Done<ReplicationInfo> done) override;
  void PauseReplication(std::string source, std::optional<TableId> table, Done<void> done) override;
  void ResumeReplication(std::string source, std::optional<TableId> table,
                         Done<void> done) override;
  void VerifyTable(TableId table, Done<TableVerification> done) override;

 private:
  // Runs `ask` with the replicator on its executor; `done` gets kCancelled if there is none.
  template <class T>
  void Hop(Done<T> done, UniqueFunction<void(Replicator&, Done<T>)> ask);

  Scheduler& scheduler_;
  const std::function<Replicator*()> replicator_;
  std::map<std::string, std::string> endpoints_;  // By region.
};

}  // namespace meridian

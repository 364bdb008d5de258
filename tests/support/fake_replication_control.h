// FakeReplicationControl: a ReplicationControl that answers what it was given, at once.
//
// Threads: confined to one.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "regions/api/replication_control.h"

namespace meridian {

class FakeReplicationControl final : public ReplicationControl {
 public:
  void ListRegions(Done<std::vector<RegionInfo>> done) override { done(regions); }

  void DescribeReplication(std::optional<TableId> table, Done<ReplicationInfo> done) override {
    asked_table = table;
    ReplicationInfo info{links, std::nullopt};
    if (table) info.table = table_info;
    done(std::move(info));
  }

  void PauseReplication(std::string source, std::optional<TableId> table,
                        Done<void> done) override {
    SetState(source, table, "PAUSED", std::move(done));
  }
  void ResumeReplication(std::string source, std::optional<TableId> table,
                         Done<void> done) override {
    SetState(source, table, "CATCHUP", std::move(done));
  }

  void VerifyTable(TableId table, Done<TableVerification> done) override {
    asked_table = table;
    done(verification);
  }

  std::vector<RegionInfo> regions;
  std::vector<LinkInfo> links;
  TableReplicationInfo table_info;
  Result<TableVerification> verification;

  std::optional<TableId> asked_table;  // Of the last call that takes one.

 private:
  void SetState(const std::string& source, std::optional<TableId> table, const char* state,
                Done<void> done) {
    asked_table = table;
    for (LinkInfo& link : links) {
      if (link.source != source) continue;
      link.state = state;
      return done(OkStatus());
    }
    done(Error{Errc::kNotFound, "There is no link from a region " + source});
  }
};

}  // namespace meridian

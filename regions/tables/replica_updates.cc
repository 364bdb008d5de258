#include "regions/tables/replica_updates.h"

#include <algorithm>
#include <set>
#include <string>

#include "regions/tables/constraints.h"
#include "regions/tables/stream_change.h"
#include "regions/tables/table_settings.h"

namespace meridian {
namespace {

using Action = ReplicaUpdate::Action;

std::string Joined(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return "[" + text + "]";
}

Status CheckOneUpdate(const ReplicaUpdate& update, Action action, std::set<std::string>* seen) {
  if (update.several_actions || update.action != action) {
    return ValidationError(
        "Update table operation with more than one type of replica actions not allowed.");
  }
  TRY(CheckNoneUnsupported(update.unsupported));
  TRY(CheckTableClass(update.table_class_override));
  if (update.table_class_override) return NotYet("TableClassOverride");
  if (!seen->insert(*update.region_name).second) {
    return ValidationError(
        "Update table operation with more than one replica action for a region not allowed: " +
        *update.region_name);
  }
  return OkStatus();
}

Status CheckCreate(const std::string& target, const Table& table, const UpdateContext& context,
                   const CatalogView& catalog) {
  if (std::find(context.peers.begin(), context.peers.end(), target) == context.peers.end()) {
    std::vector<std::string> regions = context.peers;
    regions.push_back(context.region);
    return ValidationError("Region " + target +
                           " is not supported. The latest version of global tables are only "
                           "supported in the following regions: " +
                           Joined(std::move(regions)));
  }
  if (table.replicas.contains(target) || catalog.FindIn(target, table.name)) {
    return ValidationError("Failed to create a the new replica of table with name: ‘" + table.name +
                           "’ because one or more replicas already existed as tables.");
  }
  return OkStatus();
}

Status CheckDelete(const std::string& target, const Table& table) {
  const auto replica = table.replicas.find(target);
  if (replica == table.replicas.end()) {
    return ValidationError(
        "Update global table operation failed because one or more replicas were not part of the "
        "global table. Please retry the request without these replicas: [" +
        target + "].");
  }
  if (replica->second.status == ReplicaStatus::kDeleting) {
    return Error{
        Errc::kInUse,
        "Attempt to change a resource which is still in use: Replica is being deleted: " + target};
  }
  return CheckIsNoSource(table, target);
}

}  // namespace

Status CheckReplicaUpdates(const UpdateTableRequest& request) {
  if (!request.replica_updates) {
    if (request.multi_region_consistency) {
      return InvalidParameter(
          "MultiRegionConsistency can only be specified with a Create action of ReplicaUpdates");
    }
    return OkStatus();
  }
  const auto& updates = *request.replica_updates;
  const auto is_empty = [](const ReplicaUpdate& one) { return one.action == Action::kNone; };
  if (updates.empty() || std::any_of(updates.begin(), updates.end(), is_empty)) {
    return ValidationError(
        "There are no actions specified in the Replica Update Action of the request.");
  }
  Constraints constraints;
  for (size_t i = 0; i < updates.size(); ++i) {
    const char* action = updates[i].action == Action::kCreate   ? "create"
                         : updates[i].action == Action::kUpdate ? "update"
                                                                : "delete";
    constraints.NotNull(MemberPath("replicaUpdates", i, std::string(action) + ".regionName"),
                        updates[i].region_name.has_value());
  }
  TRY(constraints.Check());
  std::set<std::string> seen;
  for (const ReplicaUpdate& update : updates) {
    TRY(CheckOneUpdate(update, updates.front().action, &seen));
  }
  if (updates.front().action == Action::kUpdate) return NotYet("Update of ReplicaUpdates");
  if (request.multi_region_consistency) {
    if (updates.front().action != Action::kCreate) {
      return ValidationError(
          "Only Replica Create actions are supported when MultiRegionConsistency parameter is "
          "provided.");
    }
    if (*request.multi_region_consistency == "STRONG")
      return NotYet("MultiRegionConsistency STRONG");
  }
  return OkStatus();
}

Result<std::vector<RegisterWrite>> DecideReplicaUpdates(const UpdateTableRequest& request,
                                                        const Table& table,
                                                        const UpdateContext& context,
                                                        const CatalogView& catalog) {
  const auto& updates = *request.replica_updates;
  std::vector<RegisterWrite> writes;
  for (const ReplicaUpdate& update : updates) {
    const std::string& target = *update.region_name;
    if (target == context.region) {
      return ValidationError(
          "Cannot add, delete, or update the local region through ReplicaUpdates. Use CreateTable, "
          "DeleteTable, or UpdateTable as required.");
    }
    if (update.action == Action::kCreate) {
      TRY(CheckCreate(target, table, context, catalog));
      writes.push_back({table.id, Replica{ReplicaStatus::kCreating, context.region, ""}, target});
    } else {
      TRY(CheckDelete(target, table));
      Replica replica = table.replicas.at(target);
      replica.status = ReplicaStatus::kDeleting;
      writes.push_back({table.id, std::move(replica), target});
    }
  }
  // Replication doesn't need the stream: a stream that was on before stays as it is.
  if (updates.front().action == Action::kCreate && !table.stream.enabled) {
    writes.push_back(
        {table.id,
         EnabledStream(table.stream, StreamViewType::kNewAndOldImages, context.now_millis), ""});
  }
  return writes;
}

Status CheckIsNoSource(const Table& table, const std::string& region) {
  for (const auto& [name, replica] : table.replicas) {
    if (replica.status != ReplicaStatus::kCreating || replica.source != region) continue;
    return ValidationError(
        "Create/Update/Delete of replica is not allowed while the replica is being added to table "
        "with name: ‘" +
        table.name + "’ in region: ‘" + name + "’.");
  }
  return OkStatus();
}

}  // namespace meridian

#include "regions/tables/update_table.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "regions/tables/constraints.h"
#include "regions/tables/index_definition.h"
#include "regions/tables/index_updates.h"
#include "regions/tables/key_schema.h"
#include "regions/tables/limits.h"
#include "regions/tables/replica_updates.h"
#include "regions/tables/stream_change.h"
#include "regions/tables/table_settings.h"
#include "regions/tables/table_status.h"

namespace meridian {
namespace {

void CheckUpdateMembers(const std::vector<IndexUpdate>& updates, Constraints& constraints) {
  std::vector<IndexDefinition> created;
  for (size_t i = 0; i < updates.size(); ++i) {
    if (updates[i].create) created.push_back(*updates[i].create);
    for (const auto& [change, kind] :
         {std::pair{&updates[i].update, "update"}, std::pair{&updates[i].erase, "delete"}}) {
      if (!*change) continue;
      const std::string path =
          MemberPath("globalSecondaryIndexUpdates", i, std::string(kind) + ".indexName");
      const auto& name = (*change)->index_name;
      if (!constraints.NotNull(path, name.has_value())) continue;
      constraints.Length(path, *name, kTableNameBytesMin, kTableNameBytesMax);
      constraints.NamePattern(path, *name);
    }
    if (updates[i].update && updates[i].update->provisioned_throughput) {
      CheckThroughputMembers(
          MemberPath("globalSecondaryIndexUpdates", i, "update.provisionedThroughput"),
          *updates[i].update->provisioned_throughput, constraints);
    }
  }
  CheckIndexMembers("globalSecondaryIndexUpdates", created, constraints);
}

Status CheckMembers(const UpdateTableRequest& request) {
  Constraints constraints;
  CheckBillingModeMember(request.billing_mode, constraints);
  if (request.provisioned_throughput) {
    CheckThroughputMembers("provisionedThroughput", *request.provisioned_throughput, constraints);
  }
  CheckStreamMembers(request.stream_specification, constraints);
  if (request.multi_region_consistency) {
    constraints.OneOf("multiRegionConsistency", *request.multi_region_consistency,
                      {"EVENTUAL", "STRONG"});
  }
  if (request.attribute_definitions) {
    CheckDefinitionMembers(*request.attribute_definitions, constraints);
  }
  if (request.global_secondary_index_updates) {
    CheckUpdateMembers(*request.global_secondary_index_updates, constraints);
  }
  return constraints.Check();
}

bool ChangesBilling(const UpdateTableRequest& request) {
  return request.billing_mode || request.provisioned_throughput;
}

// Which changes exclude which: DynamoDB takes some kinds of change only by themselves.
Status CheckCombination(const UpdateTableRequest& request, bool more) {
  const bool billing = ChangesBilling(request);
  const bool stream = request.stream_specification.has_value();
  const bool replicas = request.replica_updates.has_value();
  const bool protection = request.deletion_protection_enabled.has_value();
  const bool sse = request.sse_specification.has_value();
  const bool table_class = request.table_class.has_value();
  const bool indexes = request.global_secondary_index_updates.has_value();
  const int kinds = billing + stream + replicas + protection + sse + table_class + indexes;
  if (kinds == 0 && !more && request.unsupported.empty()) {
    return ValidationError(
        "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
        "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
  }
  if (kinds > 1 && sse) {
    return InvalidParameter(
        "Server-Side Encryption modification must be the only operation in the request");
  }
  if (kinds > 1 && replicas) {
    return InvalidParameter("Replica modification must be the only operation in the request");
  }
  if (kinds > 1 && table_class) {
    return InvalidParameter("TableClass modification must be the only operation in the request");
  }
  if (kinds > 1 && protection) {
    return InvalidParameter(
        "DeletionProtection modification must be the only operation in the request");
  }
  if (stream && billing) {
    return InvalidParameter("You cannot modify stream status while updating table IOPS");
  }
  return OkStatus();
}

Status CheckBilling(const UpdateTableRequest& request) {
  if (request.billing_mode == "PAY_PER_REQUEST" && request.provisioned_throughput) {
    return InvalidParameter(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
        "PAY_PER_REQUEST");
  }
  if (request.billing_mode == "PROVISIONED" && !request.provisioned_throughput) {
    return InvalidParameter(
        "ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
  }
  if (request.provisioned_throughput) return CheckThroughputBounds(*request.provisioned_throughput);
  return OkStatus();
}

Error ThroughputUnchanged(const BillingSettings& current) {
  const std::string read = std::to_string(current.read_capacity_units);
  const std::string write = std::to_string(current.write_capacity_units);
  return ValidationError(
      "The provisioned throughput for the table will not change. The requested value equals the "
      "current value. Current ReadCapacityUnits provisioned for the table: " +
      read + ". Requested ReadCapacityUnits: " + read +
      ". Current WriteCapacityUnits provisioned for the table: " + write +
      ". Requested WriteCapacityUnits: " + write +
      ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher "
      "limits.");
}

// nullopt: nothing changes.
Result<std::optional<BillingSettings>> NextBilling(const UpdateTableRequest& request,
                                                   const BillingSettings& current,
                                                   int64_t now_millis) {
  BillingSettings next = current;
  if (request.billing_mode == "PAY_PER_REQUEST") {
    if (current.mode == BillingMode::kPayPerRequest) return std::optional<BillingSettings>();
    next = {BillingMode::kPayPerRequest, 0, 0, now_millis};
    return std::optional(next);
  }
  if (!request.billing_mode && current.mode == BillingMode::kPayPerRequest) {
    return InvalidParameter(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
        "PAY_PER_REQUEST");
  }
  next.mode = BillingMode::kProvisioned;
  next.read_capacity_units = *request.provisioned_throughput->read_capacity_units;
  next.write_capacity_units = *request.provisioned_throughput->write_capacity_units;
  if (next == current) return ThroughputUnchanged(current);
  return std::optional(next);
}

// Throughput and mode of the table stay while an index is added or removed.
Status CheckIndexesSettled(const Table& table) {
  for (const auto& [name, index] : table.indexes) {
    if (index.status == IndexStatus::kActive) continue;
    const char* doing = index.status == IndexStatus::kCreating ? "created" : "deleted";
    return Error{Errc::kInUse,
                 "Attempt to change a resource which is still in use: Can't change table IOPS when "
                 "an index is being " +
                     std::string(doing) + ". Table: " + table.name + " Indexes: [" + name + "]"};
  }
  return OkStatus();
}

// While a replica is being filled, only replicas may change: the region that fills it copies the
// settings as they were when it began. A replica that is being dropped hinders nothing, as its
// region may be gone for good.
bool BeingCreated(const Table& table) {
  return std::any_of(table.replicas.begin(), table.replicas.end(), [](const auto& entry) {
    return entry.second.status == ReplicaStatus::kCreating;
  });
}

}  // namespace

Status CheckUpdateTable(const UpdateTableRequest& request, bool more) {
  TRY(CheckMembers(request));
  TRY(CheckCombination(request, more));
  TRY(CheckBilling(request));
  TRY(CheckStreamChange(request.stream_specification));
  TRY(CheckIndexUpdates(request));
  TRY(CheckSse(request.sse_specification));
  TRY(CheckTableClass(request.table_class));
  TRY(CheckReplicaUpdates(request));
  return CheckNoneUnsupported(request.unsupported);
}

Result<std::vector<RegisterWrite>> DecideUpdateTable(const UpdateTableRequest& request,
                                                     const std::string& name,
                                                     const UpdateContext& context,
                                                     const CatalogView& catalog) {
  const TablePtr table = catalog.Find(name);
  if (!table) return TableNotFound(name);
  const TableStatus status = StatusOf(*table);
  if (status == TableStatus::kCreating || status == TableStatus::kDeleting) return InUse(*table);
  if (request.replica_updates) return DecideReplicaUpdates(request, *table, context, catalog);

  std::vector<RegisterWrite> writes;
  if (request.deletion_protection_enabled) {
    LocalSettings local = table->local;
    local.deletion_protection = *request.deletion_protection_enabled;
    if (local != table->local) writes.push_back({table->id, local, context.region});
    return writes;
  }
  if (BeingCreated(*table)) return InUse(*table);
  BillingSettings billing = table->billing;
  if (ChangesBilling(request)) {
    TRY(CheckIndexesSettled(*table));
    TRY(const auto next, NextBilling(request, table->billing, context.now_millis));
    if (next) {
      billing = *next;
      writes.push_back({table->id, billing, ""});
    }
  }
  TRY(auto indexes, DecideIndexUpdates(request, *table, billing, context.new_index_id));
  std::ranges::move(indexes, std::back_inserter(writes));
  if (request.stream_specification) {
    TRY(StreamSettings stream,
        NextStream(*request.stream_specification, *table, context.now_millis));
    writes.push_back({table->id, std::move(stream), ""});
  }
  return writes;
}

}  // namespace meridian

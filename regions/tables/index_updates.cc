#include "regions/tables/index_updates.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "regions/tables/constraints.h"
#include "regions/tables/index_definition.h"
#include "regions/tables/index_settings.h"
#include "regions/tables/key_schema.h"
#include "regions/tables/limits.h"
#include "regions/tables/table_settings.h"

namespace meridian {
namespace {

using Updates = std::vector<IndexUpdate>;

Error OneAtATime() {
  return Error{Errc::kLimitExceeded,
               "Subscriber limit exceeded: Only 1 online index can be created or deleted "
               "simultaneously per table"};
}

// "Attempt to change a resource which is still in use: Index is being deleted. Table: T Index: I".
Error InUse(const Table& table, const Index& index, std::string_view doing) {
  return Error{Errc::kInUse, "Attempt to change a resource which is still in use: Index is being " +
                                 std::string(doing) + ". Table: " + table.name +
                                 " Index: " + index.name()};
}

const std::string& NameOf(const IndexUpdate& update) {
  if (update.create) return *update.create->index_name;
  return update.update ? *update.update->index_name : *update.erase->index_name;
}

// `action` is "delete" or "update".
Result<const Index*> FindGlobal(const Table& table, const std::string& name,
                                std::string_view action) {
  const Index* index = table.FindIndex(name);
  if (index == nullptr) return Error{Errc::kNotFound, "Requested resource not found"};
  if (index->schema().kind != IndexKind::kGlobal) {
    return ValidationError("Cannot " + std::string(action) +
                           " an index that is not a GlobalSecondaryIndex: " + name);
  }
  return index;
}

// An addition or removal is under way that has nothing to do with `name`.
bool OthersChange(const Table& table, const std::string& name) {
  return std::ranges::any_of(table.indexes, [&](const auto& entry) {
    return entry.first != name && entry.second.status != IndexStatus::kActive;
  });
}

size_t ProjectedCount(const Table& table) {
  size_t count = 0;
  for (const auto& [name, index] : table.indexes) count += index.schema().projection.names.size();
  return count;
}

// The table's definitions and those sent. kValidation if they contradict each other.
Result<std::vector<AttributeDefinition>> UnitedDefinitions(
    const Table& table, const std::vector<AttributeDefinition>& sent) {
  std::vector<AttributeDefinition> united = sent;
  const AttributeNameList names = NamesOf(sent);
  TRY(CheckDefinedOnce(names));
  for (const KeyAttribute& known : DefinedAttributes(table)) {
    if (!ContainsName(names, known.name)) {
      united.push_back({known.name, std::string(TypeName(known.type))});
    } else if (DefinedType(known.name, sent) != known.type) {
      return ValidationError(
          "invalid attribute, SchemaElement redefined should be of same type as previously "
          "defined");
    }
  }
  return united;
}

Status CheckNewThroughput(const IndexDefinition& index, const BillingSettings& billing) {
  const bool on_demand = billing.mode == BillingMode::kPayPerRequest;
  if (on_demand && index.provisioned_throughput) {
    return InvalidParameter(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: " +
        *index.index_name + " when BillingMode is PAY_PER_REQUEST");
  }
  if (!on_demand && !index.provisioned_throughput) {
    return InvalidParameter("ProvisionedThroughput must be specified for index: " +
                            *index.index_name);
  }
  return OkStatus();
}

Result<IndexSettings> Created(const IndexDefinition& index, const UpdateTableRequest& request,
                              const Table& table, const BillingSettings& billing) {
  if (table.FindIndex(*index.index_name) != nullptr) {
    return ValidationError("Attempting to create an index which already exists");
  }
  TRY(const auto definitions, UnitedDefinitions(table, *request.attribute_definitions));
  TRY(CheckGlobalIndex(index, NamesOf(definitions)));
  TRY(CheckNewThroughput(index, billing));
  if (OthersChange(table, *index.index_name)) return OneAtATime();
  const auto globals = std::ranges::count_if(table.indexes, [](const auto& entry) {
    return entry.second.schema().kind == IndexKind::kGlobal;
  });
  if (static_cast<size_t>(globals) >= kGlobalIndexesMax) {
    return Error{Errc::kLimitExceeded,
                 "Subscriber limit exceeded: GlobalSecondaryIndex count exceeds the per-table "
                 "limit of " +
                     std::to_string(kGlobalIndexesMax)};
  }
  IndexSettings settings = SettingsOf(index, IndexKind::kGlobal, definitions);
  if (ProjectedCount(table) + settings.schema.projection.names.size() > kProjectedAttributesMax) {
    return TooManyProjected();
  }
  return settings;
}

Result<IndexSettings> Removed(const std::string& name, const Table& table) {
  TRY(const Index* index, FindGlobal(table, name, "delete"));
  if (index->status == IndexStatus::kDeleting) return InUse(table, *index, "deleted");
  if (OthersChange(table, name)) return OneAtATime();
  IndexSettings settings = index->settings;
  settings.removed = true;
  return settings;
}

Error ThroughputUnchanged(const IndexSettings& index) {
  const std::string read = std::to_string(index.read_capacity_units);
  const std::string write = std::to_string(index.write_capacity_units);
  return ValidationError(
      "The provisioned throughput for the index " + index.name +
      " will not change. The requested value equals the current value. Current ReadCapacityUnits "
      "provisioned for the index: " +
      read + ". Requested ReadCapacityUnits: " + read +
      ". Current WriteCapacityUnits provisioned for the index: " + write +
      ". Requested WriteCapacityUnits: " + write +
      ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher "
      "limits.");
}

Result<IndexSettings> Changed(const IndexUpdate::Change& change, const Table& table,
                              const BillingSettings& billing) {
  TRY(const Index* index, FindGlobal(table, *change.index_name, "update"));
  if (billing.mode == BillingMode::kPayPerRequest) {
    return InvalidParameter("The only Updates for index: " + index->name() +
                            " when TableThroughputMode is PAY_PER_REQUEST can be to "
                            "OnDemandThroughput, WarmThroughput");
  }
  if (index->status == IndexStatus::kDeleting) return InUse(table, *index, "deleted");
  IndexSettings settings = index->settings;
  settings.read_capacity_units = *change.provisioned_throughput->read_capacity_units;
  settings.write_capacity_units = *change.provisioned_throughput->write_capacity_units;
  if (settings == index->settings) return ThroughputUnchanged(settings);
  return settings;
}

// Every global index has a throughput of its own, or none has.
Status FollowBilling(const Table& table, const BillingSettings& billing,
                     std::map<std::string, IndexSettings>* next) {
  if (billing.mode == table.billing.mode) return OkStatus();
  for (const auto& [name, index] : table.indexes) {
    if (index.schema().kind != IndexKind::kGlobal || index.settings.removed) continue;
    const bool updated = next->contains(name);
    if (billing.mode == BillingMode::kProvisioned) {
      if (!updated) {
        return InvalidParameter("ProvisionedThroughput must be specified for index: " + name);
      }
    } else if (!updated) {
      IndexSettings settings = index.settings;
      settings.read_capacity_units = 0;
      settings.write_capacity_units = 0;
      next->emplace(name, std::move(settings));
    }
  }
  return OkStatus();
}

}  // namespace

Status CheckIndexUpdates(const UpdateTableRequest& request) {
  if (!request.global_secondary_index_updates) return OkStatus();
  if (request.global_secondary_index_updates->empty()) {
    return InvalidParameter("List of GlobalSecondaryIndexUpdates is empty");
  }
  std::set<std::string> names;
  size_t built = 0;
  for (const IndexUpdate& update : *request.global_secondary_index_updates) {
    const int actions =
        update.create.has_value() + update.update.has_value() + update.erase.has_value();
    if (actions == 0) {
      return InvalidParameter(
          "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
          "GlobalSecondaryIndexUpdate.Delete must not be null");
    }
    if (actions > 1) {
      return InvalidParameter(
          "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate "
          "object");
    }
    if (update.create && !request.attribute_definitions) {
      return InvalidParameter("AttributeDefinitions is not specified for index: " +
                              *update.create->index_name);
    }
    if (!names.insert(NameOf(update)).second) {
      return InvalidParameter(
          "Only one global secondary index update per index is allowed simultaneously. Index: " +
          NameOf(update));
    }
    if (update.create) TRY(CheckNoneUnsupported(update.create->unsupported));
    if (update.update) {
      TRY(CheckNoneUnsupported(update.update->unsupported));
      if (!update.update->provisioned_throughput) {
        return InvalidParameter(
            "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: " +
            NameOf(update));
      }
    }
    const auto& throughput = update.create   ? update.create->provisioned_throughput
                             : update.update ? update.update->provisioned_throughput
                                             : std::nullopt;
    if (throughput) TRY(CheckThroughputBounds(*throughput));
    built += update.update ? 0 : 1;
  }
  return built > 1 ? Status(OneAtATime()) : OkStatus();
}

Result<std::vector<RegisterWrite>> DecideIndexUpdates(const UpdateTableRequest& request,
                                                      const Table& table,
                                                      const BillingSettings& billing,
                                                      const IndexId& new_id) {
  std::map<std::string, IndexSettings> next;
  for (const IndexUpdate& update : request.global_secondary_index_updates.value_or(Updates{})) {
    IndexSettings settings;
    if (update.create) {
      TRY(settings, Created(*update.create, request, table, billing));
      settings.id = new_id;
    } else if (update.update) {
      TRY(settings, Changed(*update.update, table, billing));
    } else {
      TRY(settings, Removed(*update.erase->index_name, table));
    }
    next[settings.name] = std::move(settings);
  }
  TRY(FollowBilling(table, billing, &next));
  std::vector<RegisterWrite> writes;
  for (auto& [name, settings] : next) writes.push_back({table.id, std::move(settings), ""});
  return writes;
}

}  // namespace meridian

#include "regions/api/table_request_json.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace meridian {
namespace {

Result<std::optional<std::string>> OwnedString(JsonValue object, std::string_view name) {
  TRY(const auto view, StringMember(object, name));
  if (!view) return std::optional<std::string>();
  return std::optional(std::string(*view));
}

// The list `name` of structures called `type`, each read by `read`; nullopt if it is absent.
template <class T>
Result<std::optional<std::vector<T>>> ListOf(JsonValue object, std::string_view name,
                                             std::string_view type, Result<T> (*read)(JsonValue)) {
  TRY(const JsonValue array, ArrayMember(object, name));
  if (!array.exists()) return std::optional<std::vector<T>>();
  std::vector<T> list;
  list.reserve(array.size());
  TRY(array.ForEachElement([&](JsonValue element) -> Status {
    TRY(const JsonValue structure, AsStruct(element, type));
    if (!structure.exists()) {
      list.emplace_back();
      return OkStatus();
    }
    TRY(T one, read(structure));
    list.push_back(std::move(one));
    return OkStatus();
  }));
  return std::optional(std::move(list));
}

Result<AttributeDefinition> ReadAttributeDefinition(JsonValue json) {
  AttributeDefinition definition;
  TRY(definition.attribute_name, OwnedString(json, "AttributeName"));
  TRY(definition.attribute_type, OwnedString(json, "AttributeType"));
  return definition;
}

Result<KeySchemaElement> ReadKeySchemaElement(JsonValue json) {
  KeySchemaElement element;
  TRY(element.attribute_name, OwnedString(json, "AttributeName"));
  TRY(element.key_type, OwnedString(json, "KeyType"));
  return element;
}

Result<Tag> ReadTag(JsonValue json) {
  Tag tag;
  TRY(tag.key, OwnedString(json, "Key"));
  TRY(tag.value, OwnedString(json, "Value"));
  return tag;
}

Result<std::optional<ProvisionedThroughput>> ReadThroughput(JsonValue object) {
  TRY(const JsonValue json, StructMember(object, "ProvisionedThroughput", "ProvisionedThroughput"));
  if (!json.exists()) return std::optional<ProvisionedThroughput>();
  ProvisionedThroughput throughput;
  TRY(throughput.read_capacity_units, LongMember(json, "ReadCapacityUnits"));
  TRY(throughput.write_capacity_units, LongMember(json, "WriteCapacityUnits"));
  return std::optional(throughput);
}

Result<std::optional<ProjectionDefinition>> ReadProjection(JsonValue object) {
  TRY(const JsonValue json, StructMember(object, "Projection", "Projection"));
  if (!json.exists()) return std::optional<ProjectionDefinition>();
  ProjectionDefinition projection;
  TRY(projection.projection_type, OwnedString(json, "ProjectionType"));
  TRY(const JsonValue names, ArrayMember(json, "NonKeyAttributes"));
  if (names.exists()) {
    projection.non_key_attributes.emplace();
    TRY(names.ForEachElement([&](JsonValue element) -> Status {
      TRY(const std::string_view name, AsStringValue(element));
      projection.non_key_attributes->emplace_back(name);
      return OkStatus();
    }));
  }
  return std::optional(std::move(projection));
}

std::vector<std::string> PresentMembers(JsonValue body,
                                        std::initializer_list<std::string_view> names) {
  std::vector<std::string> present;
  for (const std::string_view name : names) {
    if (body.Find(name).exists()) present.emplace_back(name);
  }
  return present;
}

Result<IndexDefinition> ReadIndex(JsonValue json) {
  IndexDefinition index;
  TRY(index.index_name, OwnedString(json, "IndexName"));
  TRY(index.key_schema, ListOf(json, "KeySchema", "KeySchemaElement", ReadKeySchemaElement));
  TRY(index.projection, ReadProjection(json));
  TRY(index.provisioned_throughput, ReadThroughput(json));
  index.unsupported = PresentMembers(json, {"OnDemandThroughput", "WarmThroughput"});
  return index;
}

Result<std::optional<StreamSpecification>> ReadStream(JsonValue body) {
  TRY(const JsonValue json, StructMember(body, "StreamSpecification", "StreamSpecification"));
  if (!json.exists()) return std::optional<StreamSpecification>();
  StreamSpecification stream;
  TRY(stream.stream_enabled, BoolMember(json, "StreamEnabled"));
  TRY(stream.stream_view_type, OwnedString(json, "StreamViewType"));
  return std::optional(std::move(stream));
}

Result<std::optional<SseSpecification>> ReadSse(JsonValue body) {
  TRY(const JsonValue json, StructMember(body, "SSESpecification", "SSESpecification"));
  if (!json.exists()) return std::optional<SseSpecification>();
  SseSpecification sse;
  TRY(sse.enabled, BoolMember(json, "Enabled"));
  TRY(sse.sse_type, OwnedString(json, "SSEType"));
  TRY(sse.kms_master_key_id, OwnedString(json, "KMSMasterKeyId"));
  return std::optional(std::move(sse));
}

Result<ReplicaUpdate> ReadReplicaUpdate(JsonValue json) {
  using Action = ReplicaUpdate::Action;
  ReplicaUpdate update;
  const struct {
    std::string_view name;
    std::string_view type;
    Action action;
  } kActions[] = {
      {"Create", "CreateReplicationGroupMemberAction", Action::kCreate},
      {"Update", "UpdateReplicationGroupMemberAction", Action::kUpdate},
      {"Delete", "DeleteReplicationGroupMemberAction", Action::kDelete},
  };
  for (const auto& one : kActions) {
    TRY(const JsonValue action, StructMember(json, one.name, one.type));
    if (!action.exists()) continue;
    if (update.action != Action::kNone) update.several_actions = true;
    update.action = one.action;
    TRY(update.region_name, OwnedString(action, "RegionName"));
    TRY(update.table_class_override, OwnedString(action, "TableClassOverride"));
    for (const std::string_view member : {"KMSMasterKeyId", "ProvisionedThroughputOverride",
                                          "OnDemandThroughputOverride", "GlobalSecondaryIndexes"}) {
      if (action.Find(member).exists()) update.unsupported.emplace_back(member);
    }
  }
  return update;
}

Result<std::optional<IndexUpdate::Change>> ReadIndexChange(JsonValue update, std::string_view name,
                                                           std::string_view type) {
  TRY(const JsonValue json, StructMember(update, name, type));
  if (!json.exists()) return std::optional<IndexUpdate::Change>();
  IndexUpdate::Change change;
  TRY(change.index_name, OwnedString(json, "IndexName"));
  TRY(change.provisioned_throughput, ReadThroughput(json));
  change.unsupported = PresentMembers(json, {"OnDemandThroughput", "WarmThroughput"});
  return std::optional(std::move(change));
}

Result<IndexUpdate> ReadIndexUpdate(JsonValue json) {
  IndexUpdate update;
  TRY(const JsonValue create, StructMember(json, "Create", "CreateGlobalSecondaryIndexAction"));
  if (create.exists()) {
    TRY(update.create, ReadIndex(create));
  }
  TRY(update.update, ReadIndexChange(json, "Update", "UpdateGlobalSecondaryIndexAction"));
  TRY(update.erase, ReadIndexChange(json, "Delete", "DeleteGlobalSecondaryIndexAction"));
  return update;
}

Result<std::optional<UnitsPair>> ReadUnits(JsonValue body, std::string_view name,
                                           std::string_view read, std::string_view write) {
  TRY(const JsonValue json, StructMember(body, name, name));
  if (!json.exists()) return std::optional<UnitsPair>();
  UnitsPair units;
  TRY(units.read, LongMember(json, read));
  TRY(units.write, LongMember(json, write));
  return std::optional(units);
}

}  // namespace

Result<CreateTableRequest> ReadCreateTable(JsonValue body) {
  CreateTableRequest request;
  TRY(request.table_name, OwnedString(body, "TableName"));
  TRY(request.attribute_definitions,
      ListOf(body, "AttributeDefinitions", "AttributeDefinition", ReadAttributeDefinition));
  TRY(request.key_schema, ListOf(body, "KeySchema", "KeySchemaElement", ReadKeySchemaElement));
  TRY(request.local_secondary_indexes,
      ListOf(body, "LocalSecondaryIndexes", "LocalSecondaryIndex", ReadIndex));
  TRY(request.global_secondary_indexes,
      ListOf(body, "GlobalSecondaryIndexes", "GlobalSecondaryIndex", ReadIndex));
  TRY(request.billing_mode, OwnedString(body, "BillingMode"));
  TRY(request.provisioned_throughput, ReadThroughput(body));
  TRY(request.stream_specification, ReadStream(body));
  TRY(request.sse_specification, ReadSse(body));
  TRY(request.tags, ListOf(body, "Tags", "Tag", ReadTag));
  TRY(request.table_class, OwnedString(body, "TableClass"));
  TRY(request.deletion_protection_enabled, BoolMember(body, "DeletionProtectionEnabled"));
  request.unsupported = PresentMembers(
      body, {"ResourcePolicy", "GlobalTableSourceArn", "GlobalTableSettingsReplicationMode"});
  return request;
}

Result<UpdateTableRequest> ReadUpdateTable(JsonValue body) {
  UpdateTableRequest request;
  TRY(request.table_name, OwnedString(body, "TableName"));
  TRY(request.attribute_definitions,
      ListOf(body, "AttributeDefinitions", "AttributeDefinition", ReadAttributeDefinition));
  TRY(request.billing_mode, OwnedString(body, "BillingMode"));
  TRY(request.provisioned_throughput, ReadThroughput(body));
  TRY(request.stream_specification, ReadStream(body));
  TRY(request.sse_specification, ReadSse(body));
  TRY(request.replica_updates,
      ListOf(body, "ReplicaUpdates", "ReplicationGroupUpdate", ReadReplicaUpdate));
  TRY(request.global_secondary_index_updates,
      ListOf(body, "GlobalSecondaryIndexUpdates", "GlobalSecondaryIndexUpdate", ReadIndexUpdate));
  TRY(request.table_class, OwnedString(body, "TableClass"));
  TRY(request.deletion_protection_enabled, BoolMember(body, "DeletionProtectionEnabled"));
  TRY(request.multi_region_consistency, OwnedString(body, "MultiRegionConsistency"));
  request.unsupported =
      PresentMembers(body, {"GlobalTableWitnessUpdates", "GlobalTableSettingsReplicationMode"});
  return request;
}

Result<CapacitySettingsRequest> ReadCapacitySettings(JsonValue body) {
  CapacitySettingsRequest request;
  TRY(request.on_demand,
      ReadUnits(body, "OnDemandThroughput", "MaxReadRequestUnits", "MaxWriteRequestUnits"));
  TRY(request.warm, ReadUnits(body, "WarmThroughput", "ReadUnitsPerSecond", "WriteUnitsPerSecond"));
  TRY(request.table_class, OwnedString(body, "TableClass"));
  return request;
}

}  // namespace meridian

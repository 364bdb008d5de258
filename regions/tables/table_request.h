// The parts that requests about tables are made of, as the client sent them.
//
// Plain data with DynamoDB's names; an absent member is nullopt. Enumerations stay text until they
// are judged, since the judgement quotes what was sent.
//
// Threads: values.
// Source: Amazon DynamoDB API Reference, "Data Types".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace meridian {

struct AttributeDefinition {
  std::optional<std::string> attribute_name;
  std::optional<std::string> attribute_type;
};

struct KeySchemaElement {
  std::optional<std::string> attribute_name;
  std::optional<std::string> key_type;
};

struct ProvisionedThroughput {
  std::optional<int64_t> read_capacity_units;
  std::optional<int64_t> write_capacity_units;
};

struct StreamSpecification {
  std::optional<bool> stream_enabled;
  std::optional<std::string> stream_view_type;
};

struct SseSpecification {
  std::optional<bool> enabled;
  std::optional<std::string> sse_type;
  std::optional<std::string> kms_master_key_id;
};

struct ProjectionDefinition {
  std::optional<std::string> projection_type;
  std::optional<std::vector<std::string>> non_key_attributes;
};

// A local or global secondary index.
struct IndexDefinition {
  std::optional<std::string> index_name;
  std::optional<std::vector<KeySchemaElement>> key_schema;
  std::optional<ProjectionDefinition> projection;
  std::optional<ProvisionedThroughput> provisioned_throughput;  // Global indexes only.
  // As CreateTableRequest::unsupported.
  std::vector<std::string> unsupported;
};

struct Tag {
  std::optional<std::string> key;
  std::optional<std::string> value;
};

struct CreateTableRequest {
  std::optional<std::string> table_name;
  std::optional<std::vector<AttributeDefinition>> attribute_definitions;
  std::optional<std::vector<KeySchemaElement>> key_schema;
  std::optional<std::vector<IndexDefinition>> local_secondary_indexes;
  std::optional<std::vector<IndexDefinition>> global_secondary_indexes;
  std::optional<std::string> billing_mode;
  std::optional<ProvisionedThroughput> provisioned_throughput;
  std::optional<StreamSpecification> stream_specification;
  std::optional<SseSpecification> sse_specification;
  std::optional<std::vector<Tag>> tags;
  std::optional<std::string> table_class;
  std::optional<bool> deletion_protection_enabled;
  // Members that were sent, have a meaning in DynamoDB, and have none here yet.
  std::vector<std::string> unsupported;
};

struct ReplicaUpdate {
  enum class Action : uint8_t { kNone, kCreate, kUpdate, kDelete };
  Action action = Action::kNone;
  bool several_actions = false;  // The object named more than one.
  std::optional<std::string> region_name;
  std::optional<std::string> table_class_override;
  // As CreateTableRequest::unsupported: the overrides of one replica.
  std::vector<std::string> unsupported;
};

// What is to become of a global secondary index.
struct IndexUpdate {
  struct Change {
    std::optional<std::string> index_name;
    std::optional<ProvisionedThroughput> provisioned_throughput;
    // As CreateTableRequest::unsupported.
    std::vector<std::string> unsupported;
  };
  std::optional<IndexDefinition> create;
  std::optional<Change> update;
  std::optional<Change> erase;  // Has only a name.
};

struct UpdateTableRequest {
  std::optional<std::string> table_name;
  std::optional<std::vector<AttributeDefinition>> attribute_definitions;
  std::optional<std::string> billing_mode;
  std::optional<ProvisionedThroughput> provisioned_throughput;
  std::optional<StreamSpecification> stream_specification;
  std::optional<SseSpecification> sse_specification;
  std::optional<std::vector<ReplicaUpdate>> replica_updates;
  std::optional<std::vector<IndexUpdate>> global_secondary_index_updates;
  std::optional<std::string> table_class;
  std::optional<bool> deletion_protection_enabled;
  std::optional<std::string> multi_region_consistency;
  std::vector<std::string> unsupported;
};

}  // namespace meridian

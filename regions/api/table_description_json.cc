#include "regions/api/table_description_json.h"

#include <string_view>

#include "regions/tables/table_settings.h"

namespace meridian {
namespace {

constexpr std::string_view kGlobalTableVersion = "2019.11.21";

double Seconds(int64_t millis) { return static_cast<double>(millis) / 1000; }

void WriteKeys(JsonWriter* writer, const TableSchema& schema) {
  const auto key = [&](const KeyAttribute& attribute, std::string_view type) {
    writer->BeginObject().Key("AttributeName").String(attribute.name);
    writer->Key("KeyType").String(type).EndObject();
  };
  const auto definition = [&](const KeyAttribute& attribute) {
    writer->BeginObject().Key("AttributeName").String(attribute.name);
    writer->Key("AttributeType").String(TypeName(attribute.type)).EndObject();
  };
  writer->Key("AttributeDefinitions").BeginArray();
  definition(schema.hash);
  if (schema.range) definition(*schema.range);
  writer->EndArray().Key("KeySchema").BeginArray();
  key(schema.hash, "HASH");
  if (schema.range) key(*schema.range, "RANGE");
  writer->EndArray();
}

void WriteBilling(JsonWriter* writer, const BillingSettings& billing) {
  const bool on_demand = billing.mode == BillingMode::kPayPerRequest;
  writer->Key("ProvisionedThroughput").BeginObject();
  // Decreases are neither limited nor counted.
  writer->Key("NumberOfDecreasesToday").Integer(0);
  writer->Key("ReadCapacityUnits").Integer(on_demand ? 0 : billing.read_capacity_units);
  writer->Key("WriteCapacityUnits").Integer(on_demand ? 0 : billing.write_capacity_units);
  writer->EndObject();
  if (!on_demand && billing.changed_at_millis == 0) return;
  writer->Key("BillingModeSummary").BeginObject();
  writer->Key("BillingMode").String(on_demand ? "PAY_PER_REQUEST" : "PROVISIONED");
  if (billing.changed_at_millis != 0) {
    writer->Key("LastUpdateToPayPerRequestDateTime").Double(Seconds(billing.changed_at_millis));
  }
  writer->EndObject();
}

void WriteStream(JsonWriter* writer, const TableDescription& description) {
  const StreamSettings& stream = description.table->stream;
  if (stream.enabled) {
    writer->Key("StreamSpecification").BeginObject().Key("StreamEnabled").Bool(true);
    writer->Key("StreamViewType").String(StreamViewTypeName(stream.view_type)).EndObject();
  }
  if (description.latest_stream_arn.empty()) return;
  writer->Key("LatestStreamLabel").String(stream.label);
  writer->Key("LatestStreamArn").String(description.latest_stream_arn);
}

void WriteReplicas(JsonWriter* writer, const TableDescription& description) {
  if (!description.global()) return;
  writer->Key("GlobalTableVersion").String(kGlobalTableVersion);
  writer->Key("Replicas").BeginArray();
  for (const ReplicaDescription& replica : description.replicas) {
    writer->BeginObject().Key("RegionName").String(replica.region);
    writer->Key("ReplicaStatus").String(ReplicaStatusName(replica.status));
    writer->Key("ReplicaArn").String(replica.arn);
    if (!replica.status_description.empty()) {
      writer->Key("ReplicaStatusDescription").String(replica.status_description);
    }
    writer->EndObject();
  }
  writer->EndArray();
}

}  // namespace

void WriteTableDescription(JsonWriter* writer, const TableDescription& description,
                           TableStatus status) {
  const Table& table = *description.table;
  writer->BeginObject();
  WriteKeys(writer, table.schema);
  writer->Key("TableName").String(table.name);
  writer->Key("TableStatus").String(TableStatusName(status));
  writer->Key("CreationDateTime").Double(Seconds(table.created_at_millis));
  WriteBilling(writer, table.billing);
  writer->Key("TableSizeBytes").Integer(description.size.bytes);
  writer->Key("ItemCount").Integer(description.size.items);
  writer->Key("TableArn").String(description.arn);
  writer->Key("TableId").String(table.id.ToString());
  WriteStream(writer, description);
  WriteReplicas(writer, description);
  writer->Key("DeletionProtectionEnabled").Bool(table.local.deletion_protection);
  writer->EndObject();
}

}  // namespace meridian

#include "regions/api/table_description_json.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "regions/tables/capacity_settings.h"
#include "regions/tables/index_settings.h"
#include "regions/tables/table_settings.h"
#include "regions/tables/throughput_history.h"

namespace meridian {
namespace {

constexpr std::string_view kGlobalTableVersion = "2019.11.21";

double Seconds(int64_t millis) { return static_cast<double>(millis) / 1000; }

void WriteKey(JsonWriter* writer, const std::vector<KeyAttribute>& hash,
              const std::vector<KeyAttribute>& range) {
  const auto attribute = [&](const KeyAttribute& one, std::string_view type) {
    writer->BeginObject().Key("AttributeName").String(one.name);
    writer->Key("KeyType").String(type).EndObject();
  };
  writer->Key("KeySchema").BeginArray();
  for (const KeyAttribute& one : hash) attribute(one, "HASH");
  for (const KeyAttribute& one : range) attribute(one, "RANGE");
  writer->EndArray();
}

void WriteKeys(JsonWriter* writer, const Table& table) {
  writer->Key("AttributeDefinitions").BeginArray();
  for (const KeyAttribute& attribute : DefinedAttributes(table)) {
    writer->BeginObject().Key("AttributeName").String(attribute.name);
    writer->Key("AttributeType").String(TypeName(attribute.type)).EndObject();
  }
  writer->EndArray();
  std::vector<KeyAttribute> range;
  if (table.schema.range) range.push_back(*table.schema.range);
  WriteKey(writer, {table.schema.hash}, range);
}

// `history`: the table's; those of indexes are neither limited nor counted.
void WriteThroughput(JsonWriter* writer, int64_t read_units, int64_t write_units,
                     const ThroughputHistory& history = {}, int64_t now_millis = 0) {
  writer->Key("ProvisionedThroughput").BeginObject();
  if (history.increased_at_millis != 0) {
    writer->Key("LastIncreaseDateTime").Double(Seconds(history.increased_at_millis));
  }
  if (history.decreased_at_millis != 0) {
    writer->Key("LastDecreaseDateTime").Double(Seconds(history.decreased_at_millis));
  }
  writer->Key("NumberOfDecreasesToday").Integer(DecreasesToday(history, now_millis));
  writer->Key("ReadCapacityUnits").Integer(read_units);
  writer->Key("WriteCapacityUnits").Integer(write_units);
  writer->EndObject();
}

void WriteBilling(JsonWriter* writer, const BillingSettings& billing,
                  const DescribedSettings& more) {
  const bool on_demand = billing.mode == BillingMode::kPayPerRequest;
  WriteThroughput(writer, on_demand ? 0 : billing.read_capacity_units,
                  on_demand ? 0 : billing.write_capacity_units, more.settings.throughput_history,
                  more.now_millis);
  if (!on_demand && billing.changed_at_millis == 0) return;
  writer->Key("BillingModeSummary").BeginObject();
  writer->Key("BillingMode").String(on_demand ? "PAY_PER_REQUEST" : "PROVISIONED");
  if (billing.changed_at_millis != 0) {
    writer->Key("LastUpdateToPayPerRequestDateTime").Double(Seconds(billing.changed_at_millis));
  }
  writer->EndObject();
}

// Members of the settings, as far as they were set.
void WriteSettings(JsonWriter* writer, const Table& table, const TableSettings& settings) {
  const TableClassSetting& kind = settings.table_class;
  if (kind != TableClassSetting()) {
    writer->Key("TableClassSummary").BeginObject();
    writer->Key("TableClass").String(TableClassName(kind.table_class));
    if (kind.changed_at_millis != 0) {
      writer->Key("LastUpdateDateTime").Double(Seconds(kind.changed_at_millis));
    }
    writer->EndObject();
  }
  const OnDemandMaxima& maxima = settings.on_demand_maxima;
  if (maxima != OnDemandMaxima() && table.billing.mode == BillingMode::kPayPerRequest) {
    writer->Key("OnDemandThroughput").BeginObject();
    writer->Key("MaxReadRequestUnits").Integer(maxima.read_units.value_or(-1));
    writer->Key("MaxWriteRequestUnits").Integer(maxima.write_units.value_or(-1)).EndObject();
  }
  if (settings.warm_throughput != WarmThroughput()) {
    const WarmThroughput warm = DescribedWarmThroughput(settings.warm_throughput);
    writer->Key("WarmThroughput").BeginObject();
    writer->Key("ReadUnitsPerSecond").Integer(warm.read_units);
    writer->Key("WriteUnitsPerSecond").Integer(warm.write_units);
    writer->Key("Status").String("ACTIVE").EndObject();
  }
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

void WriteIndex(JsonWriter* writer, const IndexDescription& description) {
  const Index& index = *description.index;
  const IndexSchema& schema = index.schema();
  writer->BeginObject().Key("IndexName").String(index.name());
  WriteKey(writer, schema.hash, schema.range);
  writer->Key("Projection").BeginObject();
  writer->Key("ProjectionType").String(ProjectionTypeName(schema.projection.type));
  if (schema.projection.type == ProjectionType::kInclude) {
    writer->Key("NonKeyAttributes").BeginArray();
    for (const std::string& name : schema.projection.names) writer->String(name);
    writer->EndArray();
  }
  writer->EndObject();
  if (schema.kind == IndexKind::kGlobal) {
    writer->Key("IndexStatus").String(IndexStatusName(index.status));
    if (index.status == IndexStatus::kCreating) writer->Key("Backfilling").Bool(true);
    WriteThroughput(writer, index.settings.read_capacity_units,
                    index.settings.write_capacity_units);
  }
  writer->Key("IndexSizeBytes").Integer(description.size.bytes);
  writer->Key("ItemCount").Integer(description.size.items);
  writer->Key("IndexArn").String(description.arn);
  writer->EndObject();
}

void WriteIndexes(JsonWriter* writer, const TableDescription& description, IndexKind kind,
                  std::string_view member) {
  const auto is_of_kind = [kind](const IndexDescription& one) {
    return one.index->schema().kind == kind;
  };
  if (std::ranges::none_of(description.indexes, is_of_kind)) return;
  writer->Key(member).BeginArray();
  for (const IndexDescription& one : description.indexes) {
    if (is_of_kind(one)) WriteIndex(writer, one);
  }
  writer->EndArray();
}

}  // namespace

void WriteTableDescription(JsonWriter* writer, const TableDescription& description,
                           TableStatus status, const DescribedSettings& more) {
  const Table& table = *description.table;
  writer->BeginObject();
  WriteKeys(writer, table);
  writer->Key("TableName").String(table.name);
  writer->Key("TableStatus").String(TableStatusName(status));
  writer->Key("CreationDateTime").Double(Seconds(table.created_at_millis));
  WriteBilling(writer, table.billing, more);
  writer->Key("TableSizeBytes").Integer(description.size.bytes);
  writer->Key("ItemCount").Integer(description.size.items);
  writer->Key("TableArn").String(description.arn);
  writer->Key("TableId").String(table.id.ToString());
  WriteIndexes(writer, description, IndexKind::kLocal, "LocalSecondaryIndexes");
  WriteIndexes(writer, description, IndexKind::kGlobal, "GlobalSecondaryIndexes");
  WriteStream(writer, description);
  WriteReplicas(writer, description);
  WriteSettings(writer, table, more.settings);
  writer->Key("DeletionProtectionEnabled").Bool(table.local.deletion_protection);
  writer->EndObject();
}

}  // namespace meridian

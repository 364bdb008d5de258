#include "regions/tables/create_table.h"

#include <utility>

#include "regions/tables/constraints.h"
#include "regions/tables/index_definition.h"
#include "regions/tables/index_settings.h"
#include "regions/tables/key_schema.h"
#include "regions/tables/table_name.h"
#include "regions/tables/table_settings.h"
#include "regions/tables/table_status.h"
#include "storage/base/check.h"

namespace meridian {
namespace {

Status CheckMembers(const CreateTableRequest& request) {
  if (!request.table_name) {
    return ValidationError(
        "The parameter 'TableName' is required but was not present in the request");
  }
  TRY(CheckNewTableName(*request.table_name));
  Constraints constraints;
  CheckKeyMembers(request, constraints);
  CheckBillingModeMember(request.billing_mode, constraints);
  if (request.provisioned_throughput) {
    CheckThroughputMembers("provisionedThroughput", *request.provisioned_throughput, constraints);
  }
  CheckStreamMembers(request.stream_specification, constraints);
  return constraints.Check();
}

Result<BillingSettings> BillingOf(const CreateTableRequest& request) {
  BillingSettings billing;
  if (request.billing_mode == "PAY_PER_REQUEST") {
    if (request.provisioned_throughput) {
      return InvalidParameter(
          "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
          "PAY_PER_REQUEST");
    }
    billing.mode = BillingMode::kPayPerRequest;
    return billing;
  }
  if (!request.provisioned_throughput) {
    return InvalidParameter(
        "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is "
        "PROVISIONED");
  }
  TRY(CheckThroughputBounds(*request.provisioned_throughput));
  billing.read_capacity_units = *request.provisioned_throughput->read_capacity_units;
  billing.write_capacity_units = *request.provisioned_throughput->write_capacity_units;
  return billing;
}

Result<StreamSettings> StreamOf(const CreateTableRequest& request) {
  StreamSettings stream;
  if (!request.stream_specification) return stream;
  const StreamSpecification& asked = *request.stream_specification;
  if (!*asked.stream_enabled) {
    if (asked.stream_view_type) {
      return InvalidParameter(
          "Table is being created with a stream disabled, UpdateViewType should not be specified");
    }
    return stream;
  }
  if (!asked.stream_view_type) {
    return InvalidParameter(
        "Table is being created with a stream enabled, UpdateViewType is required");
  }
  stream.enabled = true;
  stream.view_type = ParseStreamViewType(*asked.stream_view_type);
  return stream;
}

// The indexes, found sound by CheckIndexes.
Result<std::vector<IndexSettings>> IndexesOf(const CreateTableRequest& request) {
  std::vector<IndexSettings> indexes;
  const auto add = [&](const std::vector<IndexDefinition>& list, IndexKind kind) -> Status {
    for (const IndexDefinition& index : list) {
      if (index.provisioned_throughput) TRY(CheckThroughputBounds(*index.provisioned_throughput));
      TRY(CheckNoneUnsupported(index.unsupported));
      indexes.push_back(SettingsOf(index, kind, *request.attribute_definitions));
    }
    return OkStatus();
  };
  if (request.local_secondary_indexes) {
    TRY(add(*request.local_secondary_indexes, IndexKind::kLocal));
  }
  if (request.global_secondary_indexes) {
    TRY(add(*request.global_secondary_indexes, IndexKind::kGlobal));
  }
  return indexes;
}

}  // namespace

Result<NewTable> CheckCreateTable(const CreateTableRequest& request) {
  TRY(CheckMembers(request));
  NewTable table;
  table.name = *request.table_name;
  TRY(table.billing, BillingOf(request));
  TRY(table.schema, SchemaOf(request));
  TRY(CheckIndexes(request, table.billing.mode == BillingMode::kPayPerRequest));
  TRY(table.stream, StreamOf(request));
  TRY(CheckSse(request.sse_specification));
  TRY(CheckTableClass(request.table_class));
  TRY(table.local.tags, ParseTags(request.tags.value_or(std::vector<Tag>{})));
  TRY(table.durability, DurabilityOf(table.local.tags));
  table.local.deletion_protection = request.deletion_protection_enabled.value_or(false);
  TRY(table.indexes, IndexesOf(request));
  TRY(CheckNoneUnsupported(request.unsupported));
  return table;
}

Result<std::vector<RegisterWrite>> DecideCreateTable(const NewTable& table, const TableBirth& birth,
                                                     const CatalogView& catalog) {
  if (const TablePtr existing = catalog.Find(table.name)) {
    if (StatusOf(*existing) == TableStatus::kDeleting) return InUse(*existing);
    return Error{Errc::kInUse, "Table already exists: " + table.name};
  }
  BillingSettings billing = table.billing;
  if (billing.mode == BillingMode::kPayPerRequest) billing.changed_at_millis = birth.now_millis;
  StreamSettings stream = table.stream;
  if (stream.enabled) stream.label = StreamLabel(birth.now_millis);

  std::vector<RegisterWrite> writes;
  const auto write = [&](RegisterValue value, std::string region = {}) {
    writes.push_back({birth.id, std::move(value), std::move(region)});
  };
  write(TableDefinition{table.name, table.schema, birth.now_millis});
  write(billing);
  write(stream);
  write(table.durability);
  write(Replica{ReplicaStatus::kActive, "", ""}, birth.region);
  write(table.local, birth.region);
  CHECK(birth.index_ids.size() == table.indexes.size());
  for (size_t i = 0; i < table.indexes.size(); ++i) {
    IndexSettings index = table.indexes[i];
    index.id = birth.index_ids[i];
    write(std::move(index));
  }
  return writes;
}

}  // namespace meridian

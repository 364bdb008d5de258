#include "regions/api/replication_api.h"

#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "regions/api/conflict_api.h"
#include "regions/api/item_version_api.h"
#include "regions/api/json_writer.h"
#include "regions/api/request.h"
#include "regions/tables/table_status.h"

namespace meridian {
namespace {

using MaybeTable = std::optional<TableId>;
using Held = std::map<std::string, TableReplicationInfo::Held>;

constexpr size_t kRegionNameBytesMax = 63;

constexpr std::string_view kNotYet[] = {
    "FailOver",
    "FenceRegion",
    "ListQuarantinedRecords",
    "RepairTable",
    "RetryQuarantinedRecord",
    "UnfenceRegion",
};

// The table of the parameter TableName, whatever its status; nullopt without one.
Result<MaybeTable> ReadTable(const Services& services, JsonValue body) {
  if (!body.Find("TableName").exists()) return MaybeTable();
  TRY(const std::string name, ReadTableName(services, body));
  const TablePtr table = services.catalog.Find(name);
  if (!table) return TableNotFound(name);
  return MaybeTable(table->id);
}

struct LinkRequest {
  std::string source;
  MaybeTable table;

  static Result<LinkRequest> Parse(const Services& services, JsonValue body);
};

Result<LinkRequest> LinkRequest::Parse(const Services& services, JsonValue body) {
  LinkRequest request;
  TRY(const auto source, StringMember(body, "SourceRegion"));
  Constraints constraints;
  if (constraints.NotNull("sourceRegion", source.has_value()))
    constraints.Length("sourceRegion", *source, 1, kRegionNameBytesMax);
  TRY(constraints.Check());
  request.source = *source;
  TRY(request.table, ReadTable(services, body));
  return request;
}

void WriteRegion(const RegionInfo& region, JsonWriter* json) {
  json->BeginObject().Key("RegionName").String(region.name);
  if (!region.endpoint.empty()) json->Key("Endpoint").String(region.endpoint);
  json->Key("State").String(region.state);
  json->Key("ClockOffsetMillis").Double(static_cast<double>(region.clock_offset_millis));
  if (region.incarnation) {
    char hex[17];  // As in an origin (storage/version/version.h).
    std::snprintf(hex, sizeof(hex), "%016llx",
                  static_cast<unsigned long long>(*region.incarnation));
    json->Key("Incarnation").String(hex);
  }
  json->EndObject();
}

void WriteCount(std::string_view name, uint64_t count, JsonWriter* json) {
  json->Key(name).Integer(static_cast<int64_t>(count));
}

// With `table`, PendingRecords is what a pause of it keeps; absent if nothing holds it back, as
// what is on its way isn't counted by table.
void WriteLink(const LinkInfo& link, const std::optional<TableReplicationInfo>& table,
               JsonWriter* json) {
  json->BeginObject();
  json->Key("SourceRegion").String(link.source);
  json->Key("TargetRegion").String(link.target);
  json->Key("State").String(link.state);
  const bool fills = table && table->backfill_source == link.source;
  const std::string& cause = fills && link.cause.empty() ? table->backfill_cause : link.cause;
  if (!cause.empty()) json->Key("Cause").String(cause);
  // A lag behind nothing would be the time since 1970.
  if (link.watermark.bits != 0) json->Key("LagMillis").Integer(link.lag_millis);
  const auto held = table ? table->held.find(link.source) : Held::const_iterator();
  const bool holds = table && held != table->held.end();
  if (!table || holds) {
    WriteCount("PendingRecords", holds ? held->second.pending_records : link.pending_records, json);
  }
  if (link.watermark.bits != 0) json->Key("Watermark").String(link.watermark.ToString());
  WriteCount("AppliedRecords", link.applied_records, json);
  WriteCount("Conflicts", link.conflicts, json);
  WriteCount("QuarantinedRecords", link.quarantined_records, json);
  if (table) {
    json->Key("Paused").Bool(holds && held->second.paused);
    json->Key("BackfillPercent").Double(table->backfill_percent);
  }
  json->EndObject();
}

std::string VerificationBody(const TableVerification& found) {
  JsonWriter json;
  json.BeginObject().Key("Consistent").Bool(found.consistent);
  json.Key("Partitions").BeginArray();
  for (const auto& state : found.partitions) {
    json.BeginObject().Key("RegionName").String(state.region);
    json.Key("Partition").Integer(static_cast<int64_t>(state.partition));
    WriteCount("ItemCount", state.items, &json);
    json.Key("Digest").String(state.digest).EndObject();
  }
  json.EndArray().Key("DifferingRanges").BeginArray();
  for (const auto& difference : found.differences) {
    json.BeginObject().Key("Partition").Integer(static_cast<int64_t>(difference.partition));
    json.Key("FirstSlot").Integer(difference.first_slot);
    json.Key("LastSlot").Integer(difference.last_slot);
    json.Key("Regions").BeginArray();
    for (const std::string& region : difference.regions) json.String(region);
    json.EndArray().EndObject();
  }
  return json.EndArray().EndObject().Take();
}

// What a co_await is given has a name, here and below: GCC 12 may destroy twice what is built
// inside a co_await expression.
Task<Result<ReplicationInfo>> AskReplication(ReplicationControl& control, MaybeTable table) {
  auto start = [&control, table](auto done) { control.DescribeReplication(table, done); };
  co_return co_await AwaitCallback<Result<ReplicationInfo>>(std::move(start));
}

Task<Status> SetPaused(ReplicationControl& control, LinkRequest request, bool paused) {
  auto start = [&control, request, paused](auto done) {
    if (paused) return control.PauseReplication(request.source, request.table, done);
    control.ResumeReplication(request.source, request.table, done);
  };
  co_return co_await AwaitCallback<Status>(std::move(start));
}

Task<Reply> ChangeLink(const Services& services, ReplicationControl& control, Call call,
                       bool paused) {
  CO_TRY(const LinkRequest request, LinkRequest::Parse(services, call.body()));
  auto setting = SetPaused(control, request, paused);
  CO_TRY(co_await std::move(setting));
  CO_TRY(const ReplicationInfo info, co_await AskReplication(control, request.table));
  for (const LinkInfo& link : info.links) {
    if (link.source != request.source) continue;
    JsonWriter json;
    json.BeginObject().Key("Link");
    WriteLink(link, info.table, &json);
    co_return json.EndObject().Take();
  }
  co_return Error{Errc::kNotFound, "There is no link from a region " + request.source};
}

}  // namespace

Task<Reply> ListRegions(const Services&, ReplicationControl& control, Call) {
  auto start = [&control](auto done) { control.ListRegions(done); };
  CO_TRY(const std::vector<RegionInfo> regions,
         co_await AwaitCallback<Result<std::vector<RegionInfo>>>(std::move(start)));
  JsonWriter json;
  json.BeginObject().Key("Regions").BeginArray();
  for (const RegionInfo& region : regions) WriteRegion(region, &json);
  co_return json.EndArray().EndObject().Take();
}

Task<Reply> DescribeReplication(const Services& services, ReplicationControl& control, Call call) {
  CO_TRY(const MaybeTable table, ReadTable(services, call.body()));
  CO_TRY(const ReplicationInfo info, co_await AskReplication(control, table));
  JsonWriter json;
  json.BeginObject().Key("Links").BeginArray();
  for (const LinkInfo& link : info.links) WriteLink(link, info.table, &json);
  co_return json.EndArray().EndObject().Take();
}

Task<Reply> PauseReplication(const Services& services, ReplicationControl& control, Call call) {
  return ChangeLink(services, control, std::move(call), true);
}

Task<Reply> ResumeReplication(const Services& services, ReplicationControl& control, Call call) {
  return ChangeLink(services, control, std::move(call), false);
}

Task<Reply> VerifyTable(const Services& services, ReplicationControl& control, Call call) {
  CO_TRY(const std::string name, ReadTableName(services, call.body()));
  CO_TRY(const TablePtr table, FindTable(services, name));
  auto start = [&control, id = table->id](auto done) { control.VerifyTable(id, done); };
  CO_TRY(const TableVerification found,
         co_await AwaitCallback<Result<TableVerification>>(std::move(start)));
  co_return VerificationBody(found);
}

void AddReplicationOperations(ReplicationControl& control, Operations* operations) {
  using Handler = Task<Reply> (*)(const Services&, ReplicationControl&, Call);
  // The lambda is no coroutine: it only hands its capture on to one.
  const auto add = [&](std::string_view name, Handler handler) {
    operations->Add(kMeridianTarget, name,
                    [&control, handler](const Services& services, Call call) {
                      return handler(services, control, std::move(call));
                    });
  };
  add("DescribeReplication", DescribeReplication);
  add("ListRegions", ListRegions);
  add("PauseReplication", PauseReplication);
  add("ResumeReplication", ResumeReplication);
  add("VerifyTable", VerifyTable);
  operations->Add(kMeridianTarget, "DescribeItemVersion", DescribeItemVersion);
  operations->Add(kMeridianTarget, "ListConflicts", ListConflicts);
  operations->Add(kMeridianTarget, "RestoreConflict", RestoreConflict);
  for (const std::string_view name : kNotYet) operations->Add(kMeridianTarget, name, nullptr);
}

}  // namespace meridian

#include "regions/api/conflict_api.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "regions/api/attribute_json.h"
#include "regions/api/conflict_token.h"
#include "regions/api/request.h"
#include "regions/api/version_json.h"
#include "regions/tables/limits.h"

namespace meridian {
namespace {

using Row = TableStore::ConflictPage::Row;

constexpr int64_t kConflictsMax = 100;    // On a page, whatever Limit asks.
constexpr int64_t kLookedAtMax = 10'000;  // For a page that filters.
// Both sides of a conflict may be items of the largest size: few are held at a time.
constexpr int64_t kRowsAtOnce = 4;

struct TimeRange {
  int64_t from_millis = std::numeric_limits<int64_t>::min();   // Inclusive.
  int64_t until_millis = std::numeric_limits<int64_t>::max();  // Exclusive.

  bool Has(int64_t millis) const { return millis >= from_millis && millis < until_millis; }
};

// A timestamp: seconds since the epoch, with decimals or without.
Result<std::optional<int64_t>> MillisMember(JsonValue body, std::string_view name) {
  const JsonValue value = body.Find(name);
  if (!value.exists()) return std::optional<int64_t>();
  if (!value.Is(JsonValue::Kind::kInteger) && !value.Is(JsonValue::Kind::kDecimal)) {
    return Error{Errc::kSerialization,
                 std::string(name) + " is not a number of seconds since the epoch"};
  }
  constexpr double kMillisMax = 1e15;
  return std::optional<int64_t>(
      std::llround(std::clamp(value.AsDouble() * 1000, -kMillisMax, kMillisMax)));
}

// The key that the parameter Key gives; nullopt without one.
Result<std::optional<ItemKey>> ReadKey(const TableSchema& schema, JsonValue json) {
  if (!json.exists()) return std::optional<ItemKey>();
  TRY(const Item attributes, ReadItem(json));
  TRY(ItemKey key, KeyOfKey(schema, attributes));
  return std::optional<ItemKey>(std::move(key));
}

struct ListConflictsRequest {
  TablePtr table;
  std::optional<ItemKey> key;
  TimeRange resolved;
  int64_t limit = kConflictsMax;
  std::string after;  // The store's token; empty: from the start.

  static Result<ListConflictsRequest> Parse(const Services& services, JsonValue body);
};

Result<ListConflictsRequest> ListConflictsRequest::Parse(const Services& services, JsonValue body) {
  ListConflictsRequest request;
  TRY(const std::string name, ReadTableName(services, body));
  TRY(const JsonValue key, MapMember(body, "Key"));
  TRY(const auto start, MillisMember(body, "StartTime"));
  TRY(const auto end, MillisMember(body, "EndTime"));
  TRY(const auto limit, IntegerMember(body, "Limit"));
  TRY(const auto token, StringMember(body, "NextToken"));
  Constraints constraints;
  if (limit) constraints.Range("limit", *limit, 1);
  TRY(constraints.Check());
  if (start) request.resolved.from_millis = *start;
  if (end) request.resolved.until_millis = *end;
  request.limit = std::min(limit.value_or(kConflictsMax), kConflictsMax);
  TRY(request.table, FindTable(services, name));
  TRY(request.key, ReadKey(request.table->schema, key));
  if (token) {
    TRY(request.after, DecodeConflictToken(*request.table, request.key, *token));
  }
  return request;
}

Status WriteConflict(const TableSchema& schema, const Row& row, JsonWriter* json) {
  TRY(const Item key, KeyAttributes(schema, row.key));
  json->BeginObject().Key("Key").Attributes(key);
  json->Key("Winner");
  TRY(WriteState(row.conflict.winner, json));
  json->Key("Loser");
  TRY(WriteState(row.conflict.loser, json));
  json->Key("ResolvedAt").Double(static_cast<double>(row.conflict.resolved_at_millis) / 1000);
  json->Key("ResolvedIn").String(row.conflict.resolved_in);
  json->EndObject();
  return OkStatus();
}

Result<std::string> ListPage(const Services& services, JsonValue body) {
  TRY(ListConflictsRequest request, ListConflictsRequest::Parse(services, body));
  JsonWriter json;
  json.BeginObject().Key("Conflicts").BeginArray();
  int64_t found = 0;
  int64_t looked_at = 0;
  do {
    const auto rows_max = static_cast<size_t>(std::min(kRowsAtOnce, request.limit - found));
    TRY(const auto page,
        services.store.Conflicts(*request.table, request.key, rows_max, request.after));
    for (const Row& row : page.rows) {
      if (!request.resolved.Has(row.conflict.resolved_at_millis)) continue;
      TRY(WriteConflict(request.table->schema, row, &json));
      ++found;
    }
    looked_at += kRowsAtOnce;
    request.after = page.next;
  } while (!request.after.empty() && found < request.limit && looked_at < kLookedAtMax &&
           json.text().size() < kPageBytesMax);
  json.EndArray();
  if (!request.after.empty())
    json.Key("NextToken").String(EncodeConflictToken(*request.table, request.after));
  return json.EndObject().Take();
}

struct Restoration {
  TablePtr table;
  ItemKey key;
  ItemState loser;

  static Result<std::shared_ptr<Restoration>> Parse(const Services& services, JsonValue body);
  Status FindLoser(TableStore& store, const VersionId& version);
};

Result<std::shared_ptr<Restoration>> Restoration::Parse(const Services& services, JsonValue body) {
  auto restoration = std::make_shared<Restoration>();
  TRY(const std::string name, ReadTableName(services, body));
  TRY(const JsonValue key, MapMember(body, "Key"));
  TRY(const JsonValue version_json, StructMember(body, "LoserVersion", "Version"));
  Constraints constraints;
  constraints.NotNull("key", key.exists());
  constraints.NotNull("loserVersion", version_json.exists());
  TRY(constraints.Check());
  TRY(const VersionId version, ReadVersionId(version_json));
  TRY(const Item attributes, ReadItem(key));
  TRY(restoration->table, FindTable(services, name));
  TRY(restoration->key, KeyOfKey(restoration->table->schema, attributes));
  TRY(restoration->FindLoser(services.store, version));
  return restoration;
}

Status Restoration::FindLoser(TableStore& store, const VersionId& version) {
  std::string after;
  do {
    TRY(auto page, store.Conflicts(*table, key, kRowsAtOnce, after));
    for (Row& row : page.rows) {
      if (row.conflict.loser.version.id() != version) continue;
      loser = std::move(row.conflict.loser);
      return OkStatus();
    }
    after = std::move(page.next);
  } while (!after.empty());
  return Error{Errc::kNotFound,
               "No conflict that this version of the item lost is known in this region"};
}

}  // namespace

Task<Reply> ListConflicts(const Services& services, Call call) {
  CO_TRY(std::string body, ListPage(services, call.body()));
  co_return body;
}

Task<Reply> RestoreConflict(const Services& services, Call call) {
  CO_TRY(const auto restoration, Restoration::Parse(services, call.body()));
  const auto decide = [restoration](const StoredItem*) -> Result<Decision> {
    if (!restoration->loser.live()) return Decision{Decision::Outcome::kDelete, std::nullopt};
    return Decision{Decision::Outcome::kPut, restoration->loser.value};
  };
  // Named, because GCC 12 destroys twice what a lambda in a co_await expression captured.
  auto start = [&services, restoration, decide](auto done) {
    services.store.Update(restoration->table, restoration->key, decide, std::move(done));
  };
  CO_TRY(const Committed committed, co_await AwaitCallback<Result<Committed>>(std::move(start)));
  JsonWriter json;
  json.BeginObject();
  // A delete of an item that is gone writes nothing on a table that isn't global.
  if (committed.commit != 0) {
    json.Key("Version");
    WriteVersion(committed.version, &json);
  }
  co_return json.EndObject().Take();
}

}  // namespace meridian

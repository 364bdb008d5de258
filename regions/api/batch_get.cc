#include "regions/api/batch_get.h"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "regions/api/attribute_json.h"
#include "regions/api/batch.h"
#include "regions/api/capacity.h"
#include "regions/api/legacy_parameters.h"
#include "regions/api/request.h"
#include "regions/api/stored_json.h"
#include "regions/capacity/metered_store.h"
#include "regions/tables/limits.h"

namespace meridian {
namespace {

// KeysAndAttributes of one table.
struct TableGets {
  std::string parameter;  // The name as the client gave it.
  JsonValue json;
  std::vector<Item> keys;
  bool consistent = false;
  std::optional<Projection> projection;

  TablePtr table;
  std::vector<ItemKey> item_keys;  // One for each of `keys`.
};

Status CheckKeyCount(std::string_view parameter, JsonValue keys) {
  const std::string table(parameter);
  Constraints constraints;
  if (!constraints.NotNull("requestItems." + table + ".member.keys", keys.exists())) {
    return constraints.Check();
  }
  if (keys.size() == 0) {
    constraints.Violated("requestItems." + table + ".member.keys", "[]",
                         "Member must have length greater than or equal to 1");
  }
  if (keys.size() > kBatchGetKeysMax) {
    constraints.ViolatedUnquoted(
        "RequestItems." + table + ".member.Keys",
        "Member must have length less than or equal to " + std::to_string(kBatchGetKeysMax));
  }
  return constraints.Check();
}

Result<TableGets> ReadGets(std::string_view parameter, JsonValue json) {
  TableGets gets;
  gets.parameter = parameter;
  gets.json = json;
  TRY(const JsonValue keys, ArrayMember(json, "Keys"));
  TRY(CheckKeyCount(parameter, keys));
  TRY(keys.ForEachElement([&](JsonValue key) -> Status {
    TRY(Item item, ReadItem(key));
    gets.keys.push_back(std::move(item));
    return OkStatus();
  }));
  TRY(const auto consistent, BoolMember(json, "ConsistentRead"));
  gets.consistent = consistent.value_or(false);
  TRY(CheckNotMixed(json, {"AttributesToGet"}, {"ProjectionExpression"}));
  TRY(const auto projection, StringMember(json, "ProjectionExpression"));
  TRY(Substitutions substitutions, ReadSubstitutions(json, {"ProjectionExpression"}));
  if (projection) {
    TRY(gets.projection, ParseProjection(*projection, substitutions));
  }
  TRY(substitutions.CheckAllUsed());
  if (!projection) {
    TRY(gets.projection, ReadAttributesToGet(json));
  }
  return gets;
}

Status ResolveKeys(const Services& services, std::vector<TableGets>* batch) {
  std::set<std::pair<TableId, std::string>> seen;
  for (TableGets& gets : *batch) {
    TRY(const std::string name, CheckTableName(services, gets.parameter));
    TRY(gets.table, FindTable(services, name));
    for (const Item& key : gets.keys) {
      TRY(ItemKey item_key, KeyOfKey(gets.table->schema, key));
      if (!seen.emplace(gets.table->id, item_key.Encoded()).second) {
        return Validation("Provided list of item keys contains duplicates");
      }
      gets.item_keys.push_back(std::move(item_key));
    }
  }
  return OkStatus();
}

Result<std::vector<TableGets>> ReadBatch(const Services& services, JsonValue body,
                                         ReturnCapacity* capacity) {
  Constraints constraints;
  TRY(*capacity, ReadReturnCapacity(body, &constraints));
  TRY(constraints.Check());
  TRY(const JsonValue items, RequestItemsOf(body, "BatchGetItem"));
  std::vector<TableGets> batch;
  size_t keys = 0;
  TRY(items.ForEachMember([&](std::string_view parameter, JsonValue value) -> Status {
    TRY(const JsonValue json, AsStruct(value, "KeysAndAttributes"));
    if (!json.exists()) {
      return NullRequestItem(parameter);
    }
    TRY(TableGets gets, ReadGets(parameter, json));
    keys += gets.keys.size();
    batch.push_back(std::move(gets));
    return OkStatus();
  }));
  if (keys > kBatchGetKeysMax) {
    return Validation("Too many items requested for the BatchGetItem call");
  }
  TRY(ResolveKeys(services, &batch));
  return batch;
}

// What the answer is made of, as it grows.
struct Answer {
  JsonWriter responses;
  JsonWriter unprocessed;
  JsonWriter capacity;
  size_t bytes = 0;  // Of the items in it.
  size_t read = 0;   // Keys that were looked up.
  std::optional<Error> obstacle;
};

Status WriteFound(const TableGets& gets, const Payload& payload, JsonWriter* items) {
  if (!gets.projection) return WriteStored(payload, items);
  TRY(const Item item, payload.Decode());
  items->Attributes(gets.projection->Of(item));
  return OkStatus();
}

// The rest of the request for one table, as it was sent, with the keys that were not read.
Status WriteUnprocessed(const TableGets& gets, const std::vector<size_t>& keys,
                        JsonWriter* writer) {
  writer->Key(gets.parameter).BeginObject().Key("Keys").BeginArray();
  for (const size_t index : keys) writer->Attributes(gets.keys[index]);
  writer->EndArray();
  if (gets.consistent) writer->Key("ConsistentRead").Bool(true);
  TRY(const auto projection, StringMember(gets.json, "ProjectionExpression"));
  if (projection) writer->Key("ProjectionExpression").String(*projection);
  TRY(const JsonValue names, MapMember(gets.json, "ExpressionAttributeNames"));
  if (names.exists()) {
    writer->Key("ExpressionAttributeNames").BeginObject();
    TRY(names.ForEachMember([&](std::string_view placeholder, JsonValue value) -> Status {
      writer->Key(placeholder).String(value.AsString());
      return OkStatus();
    }));
    writer->EndObject();
  }
  TRY(const JsonValue attributes, ArrayMember(gets.json, "AttributesToGet"));
  if (attributes.exists()) {
    writer->Key("AttributesToGet").BeginArray();
    TRY(attributes.ForEachElement([&](JsonValue name) -> Status {
      writer->String(name.AsString());
      return OkStatus();
    }));
    writer->EndArray();
  }
  writer->EndObject();
  return OkStatus();
}

Status ReadTable(const Services& services, const TableGets& gets, ReturnCapacity mode,
                 Answer* answer) {
  std::vector<size_t> unprocessed;
  double units = 0;
  answer->responses.Key(gets.parameter).BeginArray();
  for (size_t i = 0; i < gets.item_keys.size(); ++i) {
    if (answer->bytes >= kBatchGetBytesMax) {
      unprocessed.push_back(i);
      continue;
    }
    const auto found =
        StoreFor(services.store, gets.consistent).Get(*gets.table, gets.item_keys[i]);
    if (!found && IsPassing(found.error())) {
      answer->obstacle = found.error();
      unprocessed.push_back(i);
      continue;
    }
    TRY(found);
    const Payload* payload = *found ? &*(*found)->state.value : nullptr;
    // The first item that doesn't fit ends the answer, unless it would be empty without it.
    if (payload && answer->bytes > 0 && answer->bytes + payload->item_bytes > kBatchGetBytesMax) {
      answer->bytes = kBatchGetBytesMax;
      unprocessed.push_back(i);
      continue;
    }
    ++answer->read;
    units += ReadUnits(payload ? payload->item_bytes : 0, gets.consistent);
    if (!payload) continue;
    answer->bytes += payload->item_bytes;
    TRY(WriteFound(gets, *payload, &answer->responses));
  }
  answer->responses.EndArray();
  if (!unprocessed.empty()) TRY(WriteUnprocessed(gets, unprocessed, &answer->unprocessed));
  if (mode != ReturnCapacity::kNone) {
    WriteCapacity(&answer->capacity, mode, gets.table->name, units);
  }
  return OkStatus();
}

Result<std::string> Read(const Services& services, JsonValue body) {
  ReturnCapacity mode = ReturnCapacity::kNone;
  TRY(const auto batch, ReadBatch(services, body, &mode));
  Answer answer;
  for (const TableGets& gets : batch) TRY(ReadTable(services, gets, mode, &answer));
  if (answer.read == 0 && answer.obstacle) return *answer.obstacle;
  return BatchBody("Responses", answer.responses.text(), "UnprocessedKeys",
                   answer.unprocessed.text(), mode, answer.capacity.text());
}

}  // namespace

Task<Reply> BatchGetItem(const Services& services, Call call) {
  CO_TRY(std::string body, Read(services, call.body()));
  co_return body;
}

}  // namespace meridian

#include "regions/api/get_item.h"

#include <optional>
#include <utility>

#include "regions/api/attribute_json.h"
#include "regions/api/capacity.h"
#include "regions/api/legacy_parameters.h"
#include "regions/api/request.h"
#include "regions/api/stored_json.h"
#include "regions/capacity/metered_store.h"
#include "regions/expressions/projection.h"

namespace meridian {

namespace {

struct GetItemRequest {
  std::string table_name;
  Item key;
  bool consistent = false;
  ReturnCapacity capacity = ReturnCapacity::kNone;
  std::optional<Projection> projection;

  static Result<GetItemRequest> Parse(const Services& services, JsonValue body);
};

Result<GetItemRequest> GetItemRequest::Parse(const Services& services, JsonValue body) {
  GetItemRequest request;
  TRY(request.table_name, ReadTableName(services, body));
  Constraints constraints;
  TRY(request.capacity, ReadReturnCapacity(body, &constraints));
  TRY(const JsonValue key, MapMember(body, "Key"));
  constraints.NotNull("key", key.exists());
  TRY(const auto consistent, BoolMember(body, "ConsistentRead"));
  TRY(constraints.Check());
  request.consistent = consistent.value_or(false);
  TRY(request.key, ReadItem(key));
  TRY(CheckNotMixed(body, {"AttributesToGet"}, {"ProjectionExpression"}));
  TRY(const auto projection, StringMember(body, "ProjectionExpression"));
  TRY(Substitutions substitutions, ReadSubstitutions(body, {"ProjectionExpression"}));
  if (projection) {
    TRY(request.projection, ParseProjection(*projection, substitutions));
  }
  TRY(substitutions.CheckAllUsed());
  if (!projection) {
    TRY(request.projection, ReadAttributesToGet(body));
  }
  return request;
}

Status WriteItem(const GetItemRequest& request, const Payload& payload, JsonWriter* json) {
  json->Key("Item");
  if (!request.projection) return WriteStored(payload, json);
  TRY(const Item item, payload.Decode());
  json->Attributes(request.projection->Of(item));
  return OkStatus();
}

Result<std::string> Read(const Services& services, JsonValue body) {
  TRY(const GetItemRequest request, GetItemRequest::Parse(services, body));
  TRY(const TablePtr table, FindTable(services, request.table_name));
  TRY(const ItemKey key, KeyOfKey(table->schema, request.key));
  TRY(const auto found, StoreFor(services.store, request.consistent).Get(*table, key));
  JsonWriter json;
  json.BeginObject();
  const Payload* payload = found ? &*found->state.value : nullptr;
  if (payload) TRY(WriteItem(request, *payload, &json));
  WriteCapacityMember(&json, request.capacity, table->name,
                      ReadUnits(payload ? payload->item_bytes : 0, request.consistent));
  return json.EndObject().Take();
}

}  // namespace

Task<Reply> GetItem(const Services& services, Call call) {
  CO_TRY(std::string body, Read(services, call.body()));
  co_return body;
}

}  // namespace meridian

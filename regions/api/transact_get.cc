#include "regions/api/transact_get.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "regions/api/attribute_json.h"
#include "regions/api/messages.h"
#include "regions/api/stored_json.h"
#include "regions/api/transact_element.h"
#include "regions/api/transact_write.h"
#include "regions/expressions/projection.h"

namespace meridian {
namespace {

constexpr double kTransactFactor = 2;

// One Get.
struct ReadGet {
  std::string table_name;
  Item key;
  std::optional<Projection> projection;
};

struct Request {
  std::vector<ReadGet> gets;
  std::vector<TransactionRead> reads;  // One for each of `gets`.
  std::vector<std::optional<Error>> refusals;
  ReturnCapacity capacity = ReturnCapacity::kNone;
};

Status CheckGet(JsonValue element, size_t index, Constraints* constraints) {
  const std::string path = "transactItems." + std::to_string(index + 1) + ".member";
  TRY(const JsonValue checked, AsStruct(element, "TransactGetItem"));
  if (!constraints->NotNull(path, checked.exists())) return OkStatus();
  TRY(const JsonValue get, StructMember(checked, "Get", "Get"));
  if (!constraints->NotNull(path + ".get", get.exists())) return OkStatus();
  TRY(const auto table, StringMember(get, "TableName"));
  constraints->NotNull(path + ".get.tableName", table.has_value());
  TRY(const JsonValue key, MapMember(get, "Key"));
  constraints->NotNull(path + ".get.key", key.exists());
  return OkStatus();
}

Result<JsonValue> CheckRequest(JsonValue body, Constraints* constraints) {
  TRY(const JsonValue items, ArrayMember(body, "TransactItems"));
  if (!constraints->NotNull("transactItems", items.exists())) return items;
  if (items.size() == 0) {
    constraints->Violated("transactItems", "[]",
                          "Member must have length greater than or equal to 1");
  } else if (items.size() > kTransactItemsMax) {
    constraints->Violated(
        "transactItems", "[…]",
        "Member must have length less than or equal to " + std::to_string(kTransactItemsMax));
    return items;
  }
  size_t index = 0;
  TRY(items.ForEachElement(
      [&](JsonValue element) { return CheckGet(element, index++, constraints); }));
  return items;
}

Result<ReadGet> ReadOne(const Services& services, JsonValue get) {
  ReadGet read;
  TRY(read.table_name, ReadTableName(services, get));
  TRY(read.key, ReadItem(get.Find("Key")));
  TRY(const auto projection, StringMember(get, "ProjectionExpression"));
  TRY(Substitutions substitutions, ReadSubstitutions(get, {"ProjectionExpression"}));
  if (projection) {
    TRY(read.projection, ParseProjection(*projection, substitutions));
  }
  TRY(substitutions.CheckAllUsed());
  return read;
}

Status Resolve(const Services& services, Request* request) {
  std::vector<TransactElement> elements;
  for (const ReadGet& get : request->gets) {
    TransactElement element;
    TRY(element.table, FindTable(services, get.table_name));
    TRY(element.key, ResolveKey(*element.table, get.key, false, &element.refusal));
    elements.push_back(std::move(element));
  }
  TRY(CheckNoItemTwice(elements));
  bool refused = false;
  for (TransactElement& element : elements) {
    request->reads.push_back({std::move(element.table), std::move(element.key)});
    // Of several the first is shown.
    if (refused) element.refusal.reset();
    refused = refused || element.refusal.has_value();
    request->refusals.push_back(std::move(element.refusal));
  }
  if (!refused) request->refusals.clear();
  return OkStatus();
}

Result<Request> ReadRequest(const Services& services, JsonValue body) {
  Request request;
  Constraints constraints;
  TRY(request.capacity, ReadReturnCapacity(body, &constraints));
  TRY(const JsonValue items, CheckRequest(body, &constraints));
  TRY(constraints.Check());
  TRY(items.ForEachElement([&](JsonValue element) -> Status {
    TRY(ReadGet get, ReadOne(services, element.Find("Get")));
    request.gets.push_back(std::move(get));
    return OkStatus();
  }));
  TRY(Resolve(services, &request));
  return request;
}

Reply AnswerContended(const TransactionReads& found) {
  std::vector<std::optional<Error>> reasons;
  for (const bool contended : found.contended) {
    reasons.emplace_back();
    if (contended) {
      reasons.back() = Error{Errc::kTransactionConflict, "Transaction is ongoing for the item."};
    }
  }
  return Cancelled(reasons, nullptr);
}

Status WriteItems(const Request& request, const TransactionReads& found, JsonWriter* json) {
  json->Key("Responses").BeginArray();
  for (size_t i = 0; i < found.items.size(); ++i) {
    json->BeginObject();
    if (found.items[i]) {
      const Payload& payload = *found.items[i]->state.value;
      json->Key("Item");
      if (request.gets[i].projection) {
        TRY(const Item item, payload.Decode());
        json->Attributes(request.gets[i].projection->Of(item));
      } else {
        TRY(WriteStored(payload, json));
      }
    }
    json->EndObject();
  }
  json->EndArray();
  return OkStatus();
}

Reply Answer(const Services& services, TransactionStore& store, JsonValue body) {
  auto request = ReadRequest(services, body);
  if (!request) return std::move(request).error();
  if (!request->refusals.empty()) return Cancelled(request->refusals, nullptr);
  const auto found = store.Read(request->reads);
  if (!found) return Error(found.error());
  if (std::find(found->contended.begin(), found->contended.end(), true) != found->contended.end()) {
    return AnswerContended(*found);
  }
  JsonWriter json;
  json.BeginObject();
  if (Status written = WriteItems(*request, *found, &json); !written)
    return std::move(written).error();
  UnitsByTable units;
  for (size_t i = 0; i < found->items.size(); ++i) {
    const size_t bytes = found->items[i] ? found->items[i]->state.value->item_bytes : 0;
    units[request->reads[i].table->name] += kTransactFactor * ReadUnits(bytes, true);
  }
  WriteTransactCapacity(&json, request->capacity, units, "ReadCapacityUnits");
  return json.EndObject().Take();
}

}  // namespace

Task<Reply> TransactGetItems(const Services& services, TransactionStore& store, Call call) {
  co_return Answer(services, store, call.body());
}

void AddTransactOperations(TransactionStore& store, Operations* operations) {
  using Handler = Task<Reply> (*)(const Services&, TransactionStore&, Call);
  // The lambda is no coroutine: it only hands its capture on to one.
  const auto add = [&](std::string_view name, Handler handler) {
    operations->Add(kDynamoDbTarget, name, [&store, handler](const Services& services, Call call) {
      return handler(services, store, std::move(call));
    });
  };
  add("TransactGetItems", TransactGetItems);
  add("TransactWriteItems", TransactWriteItems);
}

}  // namespace meridian

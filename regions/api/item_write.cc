#include "regions/api/item_write.h"

#include <algorithm>
#include <utility>

#include "regions/api/index_units.h"
#include "regions/api/item_collection.h"
#include "regions/api/legacy_condition.h"
#include "regions/api/messages.h"
#include "regions/api/stored_json.h"

namespace meridian {

namespace {

ReturnValues ReturnValuesOf(std::optional<std::string_view> text) {
  if (text == "ALL_OLD") return ReturnValues::kAllOld;
  if (text == "UPDATED_OLD") return ReturnValues::kUpdatedOld;
  if (text == "ALL_NEW") return ReturnValues::kAllNew;
  if (text == "UPDATED_NEW") return ReturnValues::kUpdatedNew;
  return ReturnValues::kNone;
}

}  // namespace

Result<WriteParameters> WriteParameters::Read(const Services& services, JsonValue body,
                                              std::string_view content) {
  WriteParameters parameters;
  TRY(parameters.table_name, ReadTableName(services, body));
  Constraints constraints;
  TRY(parameters.capacity, ReadReturnCapacity(body, &constraints));
  TRY(const JsonValue attributes, MapMember(body, content));
  constraints.NotNull(content == "Item" ? "item" : "key", attributes.exists());
  TRY(const auto values,
      EnumMember(body, "ReturnValues", "returnValues",
                 {"ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"}, &constraints));
  TRY(parameters.collection_metrics, ReadReturnCollectionMetrics(body, &constraints));
  TRY(const auto on_failure,
      EnumMember(body, "ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure",
                 {"ALL_OLD", "NONE"}, &constraints));
  TRY(constraints.Check());
  parameters.return_values = ReturnValuesOf(values);
  parameters.item_on_failure = on_failure == "ALL_OLD";
  return parameters;
}

Status WriteParameters::ReadCondition(JsonValue body, Substitutions* substitutions) {
  TRY(const auto text, StringMember(body, "ConditionExpression"));
  if (!text) {
    TRY(condition, ReadExpected(body));
    return OkStatus();
  }
  TRY(condition, ParseCondition(*text, ExpressionKind::kCondition, *substitutions));
  return OkStatus();
}

Task<Reply> ItemWrite::Run(const Services& services, std::shared_ptr<ItemWrite> write) {
  auto committed = co_await Commit(services, write);
  if (committed) co_return write->Answer(services.collections);
  co_return write->Failure(std::move(committed).error());
}

void ItemWrite::Start(const Services& services, std::shared_ptr<ItemWrite> write,
                      UniqueFunction<void(Result<Committed>)> done) {
  services.store.Update(
      write->table_, write->key_,
      [write](const StoredItem* current) { return write->Decide(current); }, std::move(done));
}

Task<Result<Committed>> ItemWrite::Commit(const Services& services,
                                          std::shared_ptr<ItemWrite> write) {
  // Named, because GCC 12 destroys twice what a lambda in a co_await expression captured.
  auto start = [&services, write](auto done) { Start(services, write, std::move(done)); };
  auto committed = co_await AwaitCallback<Result<Committed>>(std::move(start));
  co_return committed;
}

Result<Decision> ItemWrite::Decide(const StoredItem* current) {
  const Payload* stored = current ? &*current->state.value : nullptr;
  std::optional<Item> before;
  if (stored && (parameters_.condition || NeedsItem())) {
    TRY(before, stored->Decode());
  }
  if (parameters_.condition && !parameters_.condition->Holds(before ? &*before : nullptr)) {
    if (parameters_.item_on_failure && stored) old_payload_ = *stored;
    return Error{Errc::kConditionFailed, messages::kConditionFailed};
  }
  TRY(Decision decision, Next(current, std::move(before)));
  if (parameters_.return_values == ReturnValues::kAllOld && stored) old_payload_ = *stored;
  if (parameters_.capacity != ReturnCapacity::kNone) TRY(NoteUnits(stored, decision));
  return decision;
}

Status ItemWrite::NoteUnits(const Payload* before, const Decision& decision) {
  const Payload* after = decision.value ? &*decision.value : nullptr;
  units_ =
      WriteUnits(std::max<size_t>(before ? before->item_bytes : 0, after ? after->item_bytes : 0));
  return AddIndexUnits(*table_, key_.Encoded(), before, after, &units_);
}

Reply ItemWrite::Answer(const CollectionSizes* collections) const {
  JsonWriter json;
  json.BeginObject();
  if (attributes_ && !attributes_->empty()) {
    json.Key("Attributes").Attributes(*attributes_);
  } else if (old_payload_) {
    json.Key("Attributes");
    if (Status written = WriteStored(*old_payload_, &json); !written)
      return std::move(written).error();
  }
  WriteCapacityMember(&json, parameters_.capacity, table_->name, units_);
  if (parameters_.collection_metrics && HasCollections(*table_)) {
    json.Key("ItemCollectionMetrics");
    if (Status written = WriteCollectionMetrics(&json, collections, *table_, key_); !written)
      return std::move(written).error();
  }
  return json.EndObject().Take();
}

ApiError ItemWrite::Failure(Error error) const {
  const bool shows_item = error.code == Errc::kConditionFailed && old_payload_;
  ApiError failed = ApiError::Of(std::move(error));
  if (!shows_item) return failed;
  JsonWriter json;
  json.Key("Item");
  if (Status written = WriteStored(*old_payload_, &json); !written)
    return ApiError::Of(std::move(written).error());
  failed.members = json.Take();
  return failed;
}

}  // namespace meridian

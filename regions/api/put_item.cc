#include "regions/api/put_item.h"

#include <memory>
#include <utility>

#include "regions/api/attribute_json.h"
#include "regions/api/index_keys.h"
#include "regions/api/item_write.h"
#include "regions/api/legacy_parameters.h"
#include "regions/api/messages.h"
#include "regions/tables/limits.h"

namespace meridian {

namespace {

class PutItemWrite final : public ItemWrite {
 public:
  PutItemWrite(WriteParameters parameters, TablePtr table, ItemKey key, Payload payload)
      : ItemWrite(std::move(parameters), std::move(table), std::move(key)),
        payload_(std::move(payload)) {}

  static Result<std::shared_ptr<ItemWrite>> Parse(const Services& services, JsonValue body);

 private:
  Result<Decision> Next(const StoredItem*, std::optional<Item>) override {
    return Decision{Decision::Outcome::kPut, std::move(payload_)};
  }

  Payload payload_;
};

Result<std::shared_ptr<ItemWrite>> PutItemWrite::Parse(const Services& services, JsonValue body) {
  TRY(auto parameters, WriteParameters::Read(services, body, "Item"));
  TRY(CheckNotMixed(body, {"Expected", "ConditionalOperator"}, {"ConditionExpression"}));
  TRY(const Item item, ReadItem(body.Find("Item")));
  if (parameters.return_values != ReturnValues::kNone &&
      parameters.return_values != ReturnValues::kAllOld)
    return Validation("ReturnValues can only be ALL_OLD or NONE");
  TRY(Substitutions substitutions, ReadSubstitutions(body, {"ConditionExpression"}));
  TRY(parameters.ReadCondition(body, &substitutions));
  TRY(substitutions.CheckAllUsed());
  TRY(TablePtr table, FindTable(services, parameters.table_name));
  TRY(ItemKey key, KeyOfItem(table->schema, item));
  return MakePut(std::move(parameters), std::move(table), std::move(key), item);
}

}  // namespace

Result<std::shared_ptr<ItemWrite>> MakePut(WriteParameters parameters, TablePtr table, ItemKey key,
                                           const Item& item) {
  TRY(CheckIndexKeys(*table, item));
  Payload payload = Payload::Of(item);
  if (payload.item_bytes > kItemBytesMax) return Validation(messages::kItemTooLarge);
  return std::shared_ptr<ItemWrite>(std::make_shared<PutItemWrite>(
      std::move(parameters), std::move(table), std::move(key), std::move(payload)));
}

Task<Reply> PutItem(const Services& services, Call call) {
  CO_TRY(auto write, PutItemWrite::Parse(services, call.body()));
  co_return co_await ItemWrite::Run(services, std::move(write));
}

}  // namespace meridian

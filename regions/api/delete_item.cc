#include "regions/api/delete_item.h"

#include <memory>
#include <utility>

#include "regions/api/attribute_json.h"
#include "regions/api/item_write.h"
#include "regions/api/legacy_parameters.h"

namespace meridian {

namespace {

class DeleteItemWrite final : public ItemWrite {
 public:
  DeleteItemWrite(WriteParameters parameters, TablePtr table, ItemKey key)
      : ItemWrite(std::move(parameters), std::move(table), std::move(key)) {}

  static Result<std::shared_ptr<ItemWrite>> Parse(const Services& services, JsonValue body);

 private:
  // Of an absent item too: on a global table that is a version (docs/consistency.md).
  Result<Decision> Next(const StoredItem*, std::optional<Item>) override {
    return Decision{Decision::Outcome::kDelete, std::nullopt};
  }
};

Result<std::shared_ptr<ItemWrite>> DeleteItemWrite::Parse(const Services& services,
                                                          JsonValue body) {
  TRY(auto parameters, WriteParameters::Read(services, body, "Key"));
  TRY(CheckNotMixed(body, {"Expected", "ConditionalOperator"}, {"ConditionExpression"}));
  TRY(const Item key_attributes, ReadItem(body.Find("Key")));
  if (parameters.return_values != ReturnValues::kNone &&
      parameters.return_values != ReturnValues::kAllOld)
    return Validation("ReturnValues can only be ALL_OLD or NONE");
  TRY(Substitutions substitutions, ReadSubstitutions(body, {"ConditionExpression"}));
  TRY(parameters.ReadCondition(body, &substitutions));
  TRY(substitutions.CheckAllUsed());
  TRY(TablePtr table, FindTable(services, parameters.table_name));
  TRY(ItemKey key, KeyOfKey(table->schema, key_attributes));
  return MakeDelete(std::move(parameters), std::move(table), std::move(key));
}

}  // namespace

std::shared_ptr<ItemWrite> MakeDelete(WriteParameters parameters, TablePtr table, ItemKey key) {
  return std::make_shared<DeleteItemWrite>(std::move(parameters), std::move(table), std::move(key));
}

Task<Reply> DeleteItem(const Services& services, Call call) {
  CO_TRY(auto write, DeleteItemWrite::Parse(services, call.body()));
  co_return co_await ItemWrite::Run(services, std::move(write));
}

}  // namespace meridian

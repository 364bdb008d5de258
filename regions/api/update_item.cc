#include "regions/api/update_item.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "regions/api/attribute_json.h"
#include "regions/api/index_keys.h"
#include "regions/api/item_write.h"
#include "regions/api/legacy_parameters.h"
#include "regions/api/legacy_update.h"
#include "regions/api/messages.h"
#include "regions/expressions/update.h"
#include "regions/tables/limits.h"
#include "storage/item/size.h"

namespace meridian {

namespace {

// What an update is charged on top of the item's own bytes when its size is checked; an item near
// the limit can therefore be put but not updated. dynamodb.md 1.6.
constexpr size_t kUpdateBytes = 3;
constexpr size_t kWritingActionBytes = 19;
constexpr size_t kClearingActionBytes = 2;
constexpr int kNestingLevelsMax = 32;

bool Clears(const UpdateAction& action) { return action.kind == UpdateAction::Kind::kRemove; }

std::vector<std::string> KeyNames(const TableSchema& schema) {
  std::vector<std::string> names = {schema.hash.name};
  if (schema.range) names.push_back(schema.range->name);
  return names;
}

class UpdateItemWrite final : public ItemWrite {
 public:
  UpdateItemWrite(WriteParameters parameters, TablePtr table, ItemKey key, Item key_attributes,
                  UpdateProgram program)
      : ItemWrite(std::move(parameters), std::move(table), std::move(key)),
        key_attributes_(std::move(key_attributes)),
        program_(std::move(program)) {}

  static Result<std::shared_ptr<ItemWrite>> Parse(const Services& services, JsonValue body);

 private:
  Result<Decision> Next(const StoredItem* current, std::optional<Item> before) override;
  bool NeedsItem() const override { return true; }

  // Whether the update can only take away, so that of an absent item it makes none.
  bool OnlyTakesAway() const;
  Status CheckNext(const Item& next, size_t next_bytes) const;
  void NoteReply(const std::optional<Item>& before, Item next);

  const Item key_attributes_;
  const UpdateProgram program_;
};

Result<std::shared_ptr<ItemWrite>> UpdateItemWrite::Parse(const Services& services,
                                                          JsonValue body) {
  TRY(auto parameters, WriteParameters::Read(services, body, "Key"));
  TRY(CheckNotMixed(body, {"AttributeUpdates", "Expected", "ConditionalOperator"},
                    {"UpdateExpression", "ConditionExpression"}));
  TRY(Item key_attributes, ReadItem(body.Find("Key")));
  TRY(const auto text, StringMember(body, "UpdateExpression"));
  TRY(Substitutions substitutions,
      ReadSubstitutions(body, {"UpdateExpression", "ConditionExpression"}));
  UpdateProgram program;
  if (text) {
    TRY(program, ParseUpdate(*text, substitutions));
  } else {
    TRY(auto updates, ReadAttributeUpdates(body));
    if (updates) program = *std::move(updates);
  }
  TRY(parameters.ReadCondition(body, &substitutions));
  TRY(substitutions.CheckAllUsed());
  TRY(TablePtr table, FindTable(services, parameters.table_name));
  TRY(ItemKey key, KeyOfKey(table->schema, key_attributes));
  return MakeUpdate(std::move(parameters), std::move(table), std::move(key),
                    std::move(key_attributes), std::move(program));
}

bool UpdateItemWrite::OnlyTakesAway() const {
  const auto& actions = program_.actions();
  return !actions.empty() &&
         std::all_of(actions.begin(), actions.end(), [](const UpdateAction& action) {
           return action.kind == UpdateAction::Kind::kRemove ||
                  action.kind == UpdateAction::Kind::kDelete;
         });
}

Status UpdateItemWrite::CheckNext(const Item& next, size_t next_bytes) const {
  size_t charged = next_bytes - ItemSizeBytes(key_attributes_) + kUpdateBytes;
  for (const UpdateAction& action : program_.actions()) {
    charged += Clears(action) ? kClearingActionBytes : kWritingActionBytes;
    // Only what the update named can have become deeper than it was.
    const AttributeValue* value = next.Find(action.path.attribute);
    if (value && NestingDepth(*value) > kNestingLevelsMax)
      return Validation(messages::kNestingTooDeep);
  }
  if (charged > kItemBytesMax) return Validation(messages::kUpdateTooLarge);
  return OkStatus();
}

Result<Decision> UpdateItemWrite::Next(const StoredItem*, std::optional<Item> before) {
  TRY(Item next, program_.Apply(before ? *before : key_attributes_, before.has_value()));
  if (!before && OnlyTakesAway()) return Decision{Decision::Outcome::kDelete, std::nullopt};
  TRY(CheckUpdatedIndexKeys(table(), program_, next));
  TRY(CheckNext(next, ItemSizeBytes(next)));
  Decision decision{Decision::Outcome::kPut, Payload::Of(next)};
  NoteReply(before, std::move(next));
  return decision;
}

void UpdateItemWrite::NoteReply(const std::optional<Item>& before, Item next) {
  switch (parameters().return_values) {
    case ReturnValues::kNone:
    case ReturnValues::kAllOld: return;
    case ReturnValues::kUpdatedOld:
      if (before) ReturnAttributes(program_.ProjectTouched(*before));
      return;
    case ReturnValues::kUpdatedNew: return ReturnAttributes(program_.ProjectTouched(next));
    case ReturnValues::kAllNew: return ReturnAttributes(std::move(next));
  }
}

}  // namespace

Result<std::shared_ptr<ItemWrite>> MakeUpdate(WriteParameters parameters, TablePtr table,
                                              ItemKey key, Item key_attributes,
                                              UpdateProgram program) {
  TRY(program.CheckTouchesNoKey(KeyNames(table->schema)));
  TRY(CheckLeavesIndexKeysWhole(*table, program));
  return std::shared_ptr<ItemWrite>(
      std::make_shared<UpdateItemWrite>(std::move(parameters), std::move(table), std::move(key),
                                        std::move(key_attributes), std::move(program)));
}

Task<Reply> UpdateItem(const Services& services, Call call) {
  CO_TRY(auto write, UpdateItemWrite::Parse(services, call.body()));
  co_return co_await ItemWrite::Run(services, std::move(write));
}

}  // namespace meridian

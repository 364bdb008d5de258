#include "regions/api/transact_element.h"

#include <array>
#include <string>
#include <utility>

#include "regions/api/attribute_json.h"
#include "regions/api/delete_item.h"
#include "regions/api/messages.h"
#include "regions/api/put_item.h"
#include "regions/api/update_item.h"
#include "regions/tables/limits.h"
#include "storage/item/size.h"

namespace meridian {
namespace {

using Kind = ReadElement::Kind;

struct KindRow {
  Kind kind;
  std::string_view name;     // Of the member.
  std::string_view path;     // The same in messages.
  std::string_view content;  // The parameter with item or key.
  std::string_view content_path;
};
constexpr std::array<KindRow, 4> kKinds = {{
    {Kind::kCheck, "ConditionCheck", "conditionCheck", "Key", "key"},
    {Kind::kPut, "Put", "put", "Item", "item"},
    {Kind::kUpdate, "Update", "update", "Key", "key"},
    {Kind::kDelete, "Delete", "delete", "Key", "key"},
}};

// The element's one member; nullptr: none, or several.
Result<const KindRow*> KindOf(JsonValue element) {
  const KindRow* found = nullptr;
  for (const KindRow& row : kKinds) {
    TRY(const JsonValue member, StructMember(element, row.name, row.name));
    if (!member.exists()) continue;
    if (found != nullptr) return static_cast<const KindRow*>(nullptr);
    found = &row;
  }
  return found;
}

// A check reads its item, and leaves it as it is.
class ConditionCheck final : public ItemWrite {
 public:
  ConditionCheck(WriteParameters parameters, TablePtr table, ItemKey key)
      : ItemWrite(std::move(parameters), std::move(table), std::move(key)) {}

 private:
  Result<Decision> Next(const StoredItem*, std::optional<Item>) override { return Decision{}; }
};

bool IsEmptyKey(const Item& attributes, const KeyAttribute& key) {
  const AttributeValue* value = attributes.Find(key.name);
  if (value == nullptr || value->type() != key.type) return false;
  if (const auto* text = value->As<std::string>()) return text->empty();
  return false;
}

Result<std::shared_ptr<ItemWrite>> MakeWrite(ReadElement element, const TablePtr& table,
                                             const ItemKey& key) {
  switch (element.kind) {
    case Kind::kPut: return MakePut(std::move(element.parameters), table, key, element.content);
    case Kind::kUpdate:
      return MakeUpdate(std::move(element.parameters), table, key, std::move(element.content),
                        std::move(element.program));
    case Kind::kDelete: return MakeDelete(std::move(element.parameters), table, key);
    case Kind::kCheck: break;
  }
  return std::shared_ptr<ItemWrite>(
      std::make_shared<ConditionCheck>(std::move(element.parameters), table, key));
}

}  // namespace

Status CheckElement(JsonValue element, size_t index, Constraints* constraints) {
  const std::string path = "transactItems." + std::to_string(index + 1) + ".member";
  TRY(const JsonValue checked, AsStruct(element, "TransactWriteItem"));
  if (!constraints->NotNull(path, checked.exists())) return OkStatus();
  for (const KindRow& row : kKinds) {
    TRY(const JsonValue body, StructMember(checked, row.name, row.name));
    if (!body.exists()) continue;
    const std::string at = path + "." + std::string(row.path) + ".";
    TRY(const auto table, StringMember(body, "TableName"));
    constraints->NotNull(at + "tableName", table.has_value());
    TRY(const JsonValue content, MapMember(body, row.content));
    constraints->NotNull(at + std::string(row.content_path), content.exists());
    TRY(const auto update, StringMember(body, "UpdateExpression"));
    if (row.kind == Kind::kUpdate) {
      constraints->NotNull(at + "updateExpression", update.has_value());
    }
    TRY(const auto condition, StringMember(body, "ConditionExpression"));
    if (row.kind == Kind::kCheck) {
      constraints->NotNull(at + "conditionExpression", condition.has_value());
    }
    TRY(EnumMember(body, "ReturnValuesOnConditionCheckFailure",
                   at + "returnValuesOnConditionCheckFailure", {"ALL_OLD", "NONE"}, constraints));
  }
  return OkStatus();
}

Result<ReadElement> ReadTransactElement(const Services& services, JsonValue element) {
  TRY(const KindRow* const row, KindOf(element));
  if (row == nullptr) {
    return Validation("TransactItems can only contain one of Check, Put, Update or Delete");
  }
  const JsonValue body = element.Find(row->name);
  ReadElement read;
  read.kind = row->kind;
  TRY(read.parameters.table_name, ReadTableName(services, body));
  TRY(const auto on_failure, StringMember(body, "ReturnValuesOnConditionCheckFailure"));
  read.parameters.item_on_failure = on_failure == "ALL_OLD";
  TRY(read.content, ReadItem(body.Find(row->content)));
  read.bytes = ItemSizeBytes(read.content);
  if (row->kind == Kind::kPut && read.bytes > kItemBytesMax) {
    return Validation(messages::kItemTooLarge);
  }
  auto substitutions = row->kind == Kind::kUpdate
                           ? ReadSubstitutions(body, {"UpdateExpression", "ConditionExpression"})
                           : ReadSubstitutions(body, {"ConditionExpression"});
  if (!substitutions) return std::move(substitutions).error();
  if (row->kind == Kind::kUpdate) {
    TRY(const auto text, StringMember(body, "UpdateExpression"));
    TRY(read.program, ParseUpdate(*text, *substitutions));
  }
  TRY(const auto condition, StringMember(body, "ConditionExpression"));
  if (condition) {
    TRY(read.parameters.condition,
        ParseCondition(*condition, ExpressionKind::kCondition, *substitutions));
  }
  TRY(substitutions->CheckAllUsed());
  if (const JsonValue values = body.Find("ExpressionAttributeValues"); values.exists()) {
    TRY(const Item sized, ReadItem(values));
    read.bytes += ItemSizeBytes(sized);
  }
  return read;
}

Result<ItemKey> ResolveKey(const Table& table, const Item& attributes, bool whole,
                           std::optional<Error>* refusal) {
  auto key = whole ? KeyOfItem(table.schema, attributes) : KeyOfKey(table.schema, attributes);
  if (key) return key;
  const bool empty = IsEmptyKey(attributes, table.schema.hash) ||
                     (table.schema.range && IsEmptyKey(attributes, *table.schema.range));
  if (empty || key.error().code != Errc::kValidation) return key;
  *refusal = std::move(key).error();
  return ItemKey{};
}

Result<TransactElement> ResolveElement(const Services& services, ReadElement element) {
  TransactElement resolved;
  resolved.item_on_failure = element.parameters.item_on_failure;
  TRY(resolved.table, FindTable(services, element.parameters.table_name));
  TRY(resolved.key,
      ResolveKey(*resolved.table, element.content, element.kind == Kind::kPut, &resolved.refusal));
  if (resolved.refusal) return resolved;
  auto write = MakeWrite(std::move(element), resolved.table, resolved.key);
  if (write) {
    resolved.write = *std::move(write);
  } else {
    resolved.refusal = std::move(write).error();
  }
  return resolved;
}

}  // namespace meridian

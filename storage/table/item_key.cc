#include "storage/table/table_store.h"

namespace meridian {
namespace {

// Source: Amazon DynamoDB Developer Guide, "Service quotas": key values.
constexpr size_t kHashBytesMax = 2048;
constexpr size_t kRangeBytesMax = 1024;

constexpr const char* kMismatch = "The provided key element does not match the schema";

size_t RawBytes(const AttributeValue& value) {
  if (const auto* text = value.As<std::string>()) return text->size();
  if (const auto* binary = value.As<Binary>()) return binary->bytes.size();
  return 1;
}

Error Invalid(std::string message) { return Error{Errc::kValidation, std::move(message)}; }

// `value` has the right type: empty and oversize values are refused, the rest is encoded.
Status AppendChecked(const KeyAttribute& attribute, const AttributeValue& value, bool is_hash,
                     std::string* out) {
  const size_t bytes = RawBytes(value);
  if (bytes == 0) {
    const char* type = attribute.type == AttributeType::kBinary ? "binary" : "string";
    return Invalid(
        "One or more parameter values are not valid. The AttributeValue for a key attribute "
        "cannot contain an empty " +
        std::string(type) + " value. Key: " + attribute.name);
  }
  if (is_hash && bytes > kHashBytesMax) {
    return Invalid(
        "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size "
        "limit of2048 bytes");
  }
  if (!is_hash && bytes > kRangeBytesMax) {
    return Invalid(
        "One or more parameter values were invalid: Aggregated size of all range keys has "
        "exceeded the size limit of 1024 bytes");
  }
  AppendKeyPart(value, out);
  return OkStatus();
}

Status AppendFromItem(const KeyAttribute& attribute, const Item& item, bool is_hash,
                      std::string* out) {
  const AttributeValue* value = item.Find(attribute.name);
  if (value == nullptr) {
    return Invalid("One or more parameter values were invalid: Missing the key " + attribute.name +
                   " in the item");
  }
  if (!value->Is(attribute.type)) {
    return Invalid("One or more parameter values were invalid: Type mismatch for key " +
                   attribute.name + " expected: " + std::string(TypeName(attribute.type)) +
                   " actual: " + std::string(TypeName(value->type())));
  }
  return AppendChecked(attribute, *value, is_hash, out);
}

Status AppendFromKey(const KeyAttribute& attribute, const Item& key, bool is_hash,
                     std::string* out) {
  const AttributeValue* value = key.Find(attribute.name);
  if (value == nullptr || !value->Is(attribute.type)) return Invalid(kMismatch);
  return AppendChecked(attribute, *value, is_hash, out);
}

}  // namespace

Result<ItemKey> KeyOfItem(const TableSchema& schema, const Item& item) {
  ItemKey key;
  TRY(AppendFromItem(schema.hash, item, true, &key.hash));
  if (schema.range.has_value()) TRY(AppendFromItem(*schema.range, item, false, &key.range));
  key.slot = SlotOf(key.hash);
  return key;
}

Result<ItemKey> KeyOfKey(const TableSchema& schema, const Item& attributes) {
  if (attributes.size() != (schema.range.has_value() ? 2u : 1u)) return Invalid(kMismatch);
  ItemKey key;
  TRY(AppendFromKey(schema.hash, attributes, true, &key.hash));
  if (schema.range.has_value()) TRY(AppendFromKey(*schema.range, attributes, false, &key.range));
  key.slot = SlotOf(key.hash);
  return key;
}

Result<Item> KeyAttributes(const TableSchema& schema, std::string_view encoded) {
  Item item;
  TRY(auto hash, TakeKeyPart(schema.hash.type, &encoded));
  item.Set(schema.hash.name, std::move(hash));
  if (schema.range.has_value()) {
    TRY(auto range, TakeKeyPart(schema.range->type, &encoded));
    item.Set(schema.range->name, std::move(range));
  }
  if (!encoded.empty()) return Error{Errc::kCorrupt, "A stored key has bytes behind its parts"};
  return item;
}

}  // namespace meridian

#include "regions/api/index_keys.h"

#include <algorithm>
#include <string>
#include <vector>

#include "regions/api/messages.h"
#include "regions/api/request.h"
#include "regions/tables/limits.h"

namespace meridian {
namespace {

bool Maintained(const Index& index) { return index.status != IndexStatus::kDeleting; }

// Of a string or binary; a number has no size that matters.
size_t RawBytes(const AttributeValue& value) {
  if (const auto* text = value.As<std::string>()) return text->size();
  if (const auto* binary = value.As<Binary>()) return binary->bytes.size();
  return 1;
}

// Calls `visit(index, attribute, value)` for each key attribute of an index that `item` has.
template <class Visit>
Status ForEachKeyValue(const Table& table, const Item& item, Visit visit) {
  for (const auto& [name, index] : table.indexes) {
    if (!Maintained(index)) continue;
    for (const auto* part : {&index.schema().hash, &index.schema().range}) {
      for (const KeyAttribute& attribute : *part) {
        const AttributeValue* value = item.Find(attribute.name);
        if (value != nullptr) TRY(visit(index, attribute, *value));
      }
    }
  }
  return OkStatus();
}

Error EmptyValue(const Index& index, const KeyAttribute& attribute) {
  const char* type = attribute.type == AttributeType::kBinary ? "binary" : "string";
  return Validation(
      "One or more parameter values are not valid. A value specified for a secondary index key is "
      "not supported. The AttributeValue for a key attribute cannot contain an empty " +
      std::string(type) + " value. IndexName: " + index.name() + ", IndexKey: " + attribute.name);
}

Error WrongType(const Index& index, const KeyAttribute& attribute, const AttributeValue& value) {
  return InvalidParameter("Type mismatch for Index Key " + attribute.name +
                          " Expected: " + std::string(TypeName(attribute.type)) + " Actual: " +
                          std::string(TypeName(value.type())) + " IndexName: " + index.name());
}

// The bytes of the attributes of one part of a key.
size_t PartBytes(const std::vector<KeyAttribute>& part, const Item& item) {
  size_t bytes = 0;
  for (const KeyAttribute& attribute : part) {
    const AttributeValue* value = item.Find(attribute.name);
    if (value != nullptr) bytes += RawBytes(*value);
  }
  return bytes;
}

bool HashTooLong(const Index& index, const Item& item) {
  return PartBytes(index.schema().hash, item) > kPartitionKeyBytesMax;
}
bool RangeTooLong(const Index& index, const Item& item) {
  return PartBytes(index.schema().range, item) > kSortKeyBytesMax;
}

bool Names(const std::vector<KeyAttribute>& part, const std::string& name) {
  return std::ranges::find(part, name, &KeyAttribute::name) != part.end();
}

bool Touches(const UpdateProgram& program, const std::string& name) {
  return std::ranges::any_of(
      program.actions(), [&](const UpdateAction& action) { return action.path.attribute == name; });
}

bool Touches(const UpdateProgram& program, const std::vector<KeyAttribute>& part) {
  return std::ranges::any_of(
      part, [&](const KeyAttribute& attribute) { return Touches(program, attribute.name); });
}

}  // namespace

Status CheckIndexKeys(const Table& table, const Item& item) {
  if (table.indexes.empty()) return OkStatus();
  TRY(ForEachKeyValue(
      table, item,
      [](const Index& index, const KeyAttribute& attribute, const AttributeValue& value) -> Status {
        if (!value.Is(attribute.type) || RawBytes(value) > 0) return OkStatus();
        return EmptyValue(index, attribute);
      }));
  TRY(ForEachKeyValue(
      table, item,
      [](const Index& index, const KeyAttribute& attribute, const AttributeValue& value) -> Status {
        if (value.Is(attribute.type)) return OkStatus();
        return WrongType(index, attribute, value);
      }));
  for (const auto& [name, index] : table.indexes) {
    if (!Maintained(index)) continue;
    if (HashTooLong(index, item)) return Validation(messages::kHashKeyTooLarge);
    if (RangeTooLong(index, item)) return Validation(messages::kRangeKeyTooLarge);
  }
  return OkStatus();
}

Status CheckLeavesIndexKeysWhole(const Table& table, const UpdateProgram& program) {
  if (table.indexes.empty()) return OkStatus();
  for (const UpdateAction& action : program.actions()) {
    const std::string& attribute = action.path.attribute;
    if (!action.path.nested()) continue;
    for (const auto& [name, index] : table.indexes) {
      if (!Maintained(index)) continue;
      if (!Names(index.schema().hash, attribute) && !Names(index.schema().range, attribute)) {
        continue;
      }
      return Validation(
          "Key attributes must be scalars; list random access '[]' and map lookup '.' are not "
          "allowed: IndexKey: " +
          attribute);
    }
  }
  return OkStatus();
}

Status CheckUpdatedIndexKeys(const Table& table, const UpdateProgram& program, const Item& next) {
  if (table.indexes.empty()) return OkStatus();
  TRY(ForEachKeyValue(table, next,
                      [&program](const Index&, const KeyAttribute& attribute,
                                 const AttributeValue& value) -> Status {
                        if (!Touches(program, attribute.name)) return OkStatus();
                        if (!value.Is(attribute.type)) {
                          return Validation(
                              "The update expression attempted to update the secondary index key "
                              "to unsupported type");
                        }
                        if (RawBytes(value) > 0) return OkStatus();
                        const bool binary = attribute.type == AttributeType::kBinary;
                        return Validation(
                            "One or more parameter values are not valid. The update expression "
                            "attempted to update a secondary index key to a value that is not "
                            "supported. The AttributeValue for a key attribute cannot contain an "
                            "empty " +
                            std::string(binary ? "binary" : "string") + " value.");
                      }));
  for (const auto& [name, index] : table.indexes) {
    if (!Maintained(index)) continue;
    if ((HashTooLong(index, next) && Touches(program, index.schema().hash)) ||
        (RangeTooLong(index, next) && Touches(program, index.schema().range))) {
      return Validation(
          "The update expression attempted to update the secondary index key beyond allowed size "
          "limits");
    }
  }
  return OkStatus();
}

}  // namespace meridian

#include "regions/api/request_types.h"

#include <algorithm>

#include "regions/api/attribute_json.h"

namespace meridian {
namespace {

Status CheckMember(const Shape& shape, JsonValue object, std::string_view name);

// Whether it could be read, whatever it is.
template <class T>
Status Ignored(const Result<T>& read) {
  return read ? OkStatus() : Status(read.error());
}

// Of an attribute value only the JSON types are asked here.
Status CheckAttributeValue(JsonValue value) {
  const auto read = ReadAttribute(value);
  if (read || read.error().code != Errc::kSerialization) return OkStatus();
  return read.error();
}

Status CheckMap(const Shape& shape, JsonValue map) {
  return map.ForEachMember([&](std::string_view key, JsonValue) -> Status {
    return CheckMember(ShapeAt(shape.element), map, key);
  });
}

Status CheckElement(const Shape& shape, JsonValue element) {
  switch (shape.kind) {
    case ShapeKind::kString: return Ignored(AsStringValue(element));
    case ShapeKind::kAttributeValue: return CheckAttributeValue(element);
    case ShapeKind::kMap: {
      TRY(const JsonValue map, AsStruct(element, "AttributeValue"));
      return map.exists() ? CheckMap(shape, map) : OkStatus();
    }
    case ShapeKind::kStructure: {
      TRY(const JsonValue object, AsStruct(element, shape.name));
      return object.exists() ? CheckTypes(shape, object) : OkStatus();
    }
    default: return OkStatus();
  }
}

Status CheckList(const Shape& shape, JsonValue list) {
  return list.ForEachElement(
      [&](JsonValue element) -> Status { return CheckElement(ShapeAt(shape.element), element); });
}

Status CheckMember(const Shape& shape, JsonValue object, std::string_view name) {
  switch (shape.kind) {
    case ShapeKind::kString: return Ignored(StringMember(object, name));
    case ShapeKind::kBoolean: return Ignored(BoolMember(object, name));
    case ShapeKind::kInteger: return Ignored(IntegerMember(object, name));
    case ShapeKind::kLong: return Ignored(LongMember(object, name));
    case ShapeKind::kList: {
      TRY(const JsonValue list, ArrayMember(object, name));
      return list.exists() ? CheckList(shape, list) : OkStatus();
    }
    case ShapeKind::kMap: {
      TRY(const JsonValue map, MapMember(object, name));
      return map.exists() ? CheckMap(shape, map) : OkStatus();
    }
    case ShapeKind::kStructure: {
      TRY(const JsonValue structure, StructMember(object, name, shape.name));
      return structure.exists() ? CheckTypes(shape, structure) : OkStatus();
    }
    case ShapeKind::kAttributeValue: {
      const JsonValue value = object.Find(name);
      return value.exists() ? CheckAttributeValue(value) : OkStatus();
    }
    case ShapeKind::kBlob:
    case ShapeKind::kDouble:
    case ShapeKind::kTimestamp: break;
  }
  return OkStatus();
}

}  // namespace

Status CheckTypes(const Shape& structure, JsonValue object) {
  const auto members = MembersOf(structure);
  return object.ForEachMember([&](std::string_view name, JsonValue) -> Status {
    const auto member = std::ranges::find(members, name, &ShapeMember::name);
    if (member == members.end()) return OkStatus();
    return CheckMember(ShapeAt(member->shape), object, name);
  });
}

}  // namespace meridian

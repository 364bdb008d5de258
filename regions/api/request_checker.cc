#include "regions/api/request_checker.h"

#include <algorithm>
#include <cstdint>

#include "regions/api/errors.h"
#include "regions/api/request_constraints.h"
#include "regions/api/request_model.h"
#include "regions/api/request_types.h"
#include "regions/tables/constraints.h"
#include "regions/tables/limits.h"
#include "regions/tables/table_name.h"

namespace meridian {
namespace {

constexpr std::string_view kTableName = "TableName";

// What ends a walk that found something; nobody reads it.
Status Objection() { return Error{Errc::kValidation, {}}; }
Status Demand(bool conforms) { return conforms ? OkStatus() : Objection(); }

bool IsWithin(int64_t value, const Shape& shape) {
  return (shape.min == kUnbounded || value >= shape.min) &&
         (shape.max == kUnbounded || value <= shape.max);
}

bool IsName(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
  });
}

bool Conforms(const Shape& shape, JsonValue value);

bool StringConforms(const Shape& shape, JsonValue value) {
  if (!value.Is(JsonValue::Kind::kString)) return false;
  if (shape.unconstrained) return true;
  const std::string_view text = value.AsString();
  if (!IsWithin(static_cast<int64_t>(text.size()), shape)) return false;
  if (shape.is_name && !IsName(text)) return false;
  const auto allowed = AllowedValues(shape);
  return allowed.empty() || std::ranges::find(allowed, text) != allowed.end();
}

bool ListConforms(const Shape& shape, JsonValue value) {
  if (!value.Is(JsonValue::Kind::kArray)) return false;
  if (!IsWithin(static_cast<int64_t>(value.size()), shape)) return false;
  const Shape& element = ShapeAt(shape.element);
  if (element.kind == ShapeKind::kAttributeValue) return true;
  return value
      .ForEachElement([&](JsonValue one) -> Status { return Demand(Conforms(element, one)); })
      .has_value();
}

bool MapConforms(const Shape& shape, JsonValue value) {
  if (!value.Is(JsonValue::Kind::kObject)) return false;
  if (!IsWithin(static_cast<int64_t>(value.size()), shape)) return false;
  const Shape& element = ShapeAt(shape.element);
  if (element.kind == ShapeKind::kAttributeValue) return true;
  return value
      .ForEachMember(
          [&](std::string_view, JsonValue one) -> Status { return Demand(Conforms(element, one)); })
      .has_value();
}

bool StructureConforms(const Shape& shape, JsonValue value) {
  if (!value.Is(JsonValue::Kind::kObject)) return false;
  const auto members = MembersOf(shape);
  uint64_t seen = 0;
  const Status walked = value.ForEachMember([&](std::string_view name, JsonValue one) -> Status {
    const auto member = std::ranges::find(members, name, &ShapeMember::name);
    if (member == members.end() || one.Is(JsonValue::Kind::kNull)) return OkStatus();
    seen |= uint64_t{1} << (member - members.begin());
    return Demand(Conforms(ShapeAt(member->shape), one));
  });
  if (!walked) return false;
  for (size_t i = 0; i < members.size(); ++i) {
    if (members[i].required && (seen >> i & 1) == 0) return false;
  }
  return true;
}

bool Conforms(const Shape& shape, JsonValue value) {
  switch (shape.kind) {
    case ShapeKind::kString: return StringConforms(shape, value);
    case ShapeKind::kBoolean: return value.Is(JsonValue::Kind::kBool);
    case ShapeKind::kInteger:
    case ShapeKind::kLong:
      return value.Is(JsonValue::Kind::kInteger) && IsWithin(value.AsInteger(), shape);
    case ShapeKind::kList: return ListConforms(shape, value);
    case ShapeKind::kMap: return MapConforms(shape, value);
    case ShapeKind::kStructure: return StructureConforms(shape, value);
    case ShapeKind::kBlob:
    case ShapeKind::kDouble:
    case ShapeKind::kTimestamp:
    case ShapeKind::kAttributeValue: break;
  }
  return true;
}

// The table's name, which is judged before the other members and may be an ARN.
Status CheckTableName(const Shape& request, std::string_view region, JsonValue body) {
  const auto members = MembersOf(request);
  const auto member = std::ranges::find(members, kTableName, &ShapeMember::name);
  if (member == members.end()) return OkStatus();
  TRY(const auto name, StringMember(body, kTableName));
  const bool takes_arn = ShapeAt(member->shape).max == kTableArnBytesMax;
  if (name) {
    if (takes_arn) TRY(ParseTableName(*name, region));
    return OkStatus();
  }
  if (!takes_arn) {
    return Validation("The parameter 'TableName' is required but was not present in the request");
  }
  Constraints constraints;
  constraints.NotNull("tableName", !member->required);
  return constraints.Check();
}

}  // namespace

Status CheckRequest(std::string_view operation, std::string_view region, JsonValue body) {
  const Shape* request = RequestShape(operation);
  if (request == nullptr) return OkStatus();
  if (Conforms(*request, body)) {
    // Its name is required in words of its own, which the shape doesn't know.
    return operation == "CreateTable" ? CheckTableName(*request, region, body) : OkStatus();
  }
  TRY(CheckTypes(*request, body));
  TRY(CheckTableName(*request, region, body));
  return CheckConstraints(*request, body);
}

}  // namespace meridian

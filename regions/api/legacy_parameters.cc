#include "regions/api/legacy_parameters.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "regions/api/errors.h"
#include "regions/expressions/limits.h"
#include "regions/tables/constraints.h"

namespace meridian {
namespace {

// Those of `names` that `body` has: "Expected, ConditionalOperator"; empty if it has none.
std::string Present(JsonValue body, std::initializer_list<std::string_view> names) {
  std::string present;
  for (const std::string_view name : names) {
    if (!body.Find(name).exists()) continue;
    if (!present.empty()) present += ", ";
    present += name;
  }
  return present;
}

Status CheckAttributeName(std::string_view name) {
  if (name.empty()) return Validation("Empty attribute name");
  if (name.size() <= kAttributeNameBytesMax) return OkStatus();
  return Validation("Attribute name is too large, must be less than 65536 bytes");
}

}  // namespace

Status CheckNotMixed(JsonValue body, std::initializer_list<std::string_view> legacy,
                     std::initializer_list<std::string_view> expressions) {
  const std::string old = Present(body, legacy);
  if (old.empty()) return OkStatus();
  const std::string present = Present(body, expressions);
  if (present.empty()) return OkStatus();
  return Validation(
      "Can not use both expression and non-expression parameters in the same request: "
      "Non-expression parameters: {" +
      old + "} Expression parameters: {" + present + "}");
}

Result<std::optional<ByAttribute>> ReadByAttribute(JsonValue body, std::string_view name,
                                                   std::string_view type) {
  TRY(const JsonValue map, MapMember(body, name));
  if (!map.exists()) return std::optional<ByAttribute>();
  ByAttribute structures;
  TRY(map.ForEachMember([&](std::string_view attribute, JsonValue value) -> Status {
    TRY(CheckAttributeName(attribute));
    TRY(const JsonValue structure, AsStruct(value, type));
    structures.insert_or_assign(attribute, structure);
    return OkStatus();
  }));
  return std::optional(std::move(structures));
}

Result<std::optional<Projection>> ReadAttributesToGet(JsonValue body) {
  TRY(const JsonValue names, ArrayMember(body, "AttributesToGet"));
  if (!names.exists()) return std::optional<Projection>();
  Constraints constraints;
  if (names.size() == 0) {
    constraints.Violated("attributesToGet", "[]",
                         "Member must have length greater than or equal to 1");
  }
  TRY(constraints.Check());
  std::vector<Path> paths;
  std::set<std::string, std::less<>> seen;
  TRY(names.ForEachElement([&](JsonValue element) -> Status {
    TRY(const std::string_view name, AsStringValue(element));
    TRY(CheckAttributeName(name));
    if (!seen.emplace(name).second) {
      return InvalidParameter("Duplicate value in attribute name: " + std::string(name));
    }
    paths.push_back(Path{std::string(name), {}});
    return OkStatus();
  }));
  TRY(Projection projection, Projection::Make(std::move(paths)));
  return std::optional(std::move(projection));
}

}  // namespace meridian

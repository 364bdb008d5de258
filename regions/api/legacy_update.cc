#include "regions/api/legacy_update.h"

#include <string>
#include <utility>
#include <vector>

#include "regions/api/attribute_json.h"
#include "regions/api/errors.h"
#include "regions/api/legacy_parameters.h"
#include "regions/api/request.h"
#include "regions/tables/constraints.h"

namespace meridian {
namespace {

constexpr char kTypeMismatch[] = "Type mismatch for attribute to update";

bool IsSet(AttributeType type) {
  return type == AttributeType::kStringSet || type == AttributeType::kNumberSet ||
         type == AttributeType::kBinarySet;
}

// Unlike the ADD of expressions, this one appends to lists.
bool CanAdd(AttributeType type) {
  return IsSet(type) || type == AttributeType::kNumber || type == AttributeType::kList;
}

Result<UpdateAction::Kind> ReadAction(std::string_view attribute, JsonValue update) {
  const std::string member = "attributeUpdates." + std::string(attribute) + ".member";
  Constraints constraints;
  std::optional<std::string_view> action;
  if (constraints.NotNull(member, update.exists())) {
    TRY(action,
        EnumMember(update, "Action", member + ".action", {"ADD", "DELETE", "PUT"}, &constraints));
  }
  TRY(constraints.Check());
  if (action == "ADD") return UpdateAction::Kind::kAdd;
  return action == "DELETE" ? UpdateAction::Kind::kDelete : UpdateAction::Kind::kSet;
}

Result<UpdateAction> ReadUpdate(std::string_view attribute, JsonValue update) {
  TRY(const UpdateAction::Kind kind, ReadAction(attribute, update));
  UpdateAction action{kind, Path{std::string(attribute), {}}, {}};
  const JsonValue content = update.Find("Value");
  if (!content.exists()) {
    if (kind != UpdateAction::Kind::kDelete) {
      return InvalidParameter("Only DELETE action is allowed when no attribute value is specified");
    }
    action.kind = UpdateAction::Kind::kRemove;
    return action;
  }
  TRY(AttributeValue value, ReadAttribute(content));
  const std::string type(TypeName(value.type()));
  if (kind == UpdateAction::Kind::kDelete && !IsSet(value.type())) {
    return InvalidParameter("DELETE action with value is not supported for the type " + type);
  }
  if (kind == UpdateAction::Kind::kAdd && !CanAdd(value.type())) {
    return InvalidParameter("ADD action is not supported for the type " + type);
  }
  action.value = UpdateValue{std::move(value)};
  return action;
}

}  // namespace

Result<std::optional<UpdateProgram>> ReadAttributeUpdates(JsonValue body) {
  TRY(const auto updates, ReadByAttribute(body, "AttributeUpdates", "AttributeValueUpdate"));
  if (!updates) return std::optional<UpdateProgram>();
  std::vector<UpdateAction> actions;
  actions.reserve(updates->size());
  for (const auto& [attribute, update] : *updates) {
    TRY(UpdateAction action, ReadUpdate(attribute, update));
    actions.push_back(std::move(action));
  }
  TRY(UpdateProgram program, UpdateProgram::Make(std::move(actions), kTypeMismatch));
  return std::optional(std::move(program));
}

}  // namespace meridian

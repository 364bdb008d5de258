#include "regions/api/request.h"

#include <algorithm>
#include <utility>

#include "regions/api/attribute_json.h"
#include "regions/api/messages.h"
#include "regions/tables/limits.h"
#include "regions/tables/table_name.h"

namespace meridian {

namespace {

Result<std::optional<AttributeNames>> ReadNames(JsonValue body) {
  TRY(const JsonValue map, MapMember(body, "ExpressionAttributeNames"));
  if (!map.exists()) return std::optional<AttributeNames>();
  AttributeNames names;
  TRY(map.ForEachMember([&](std::string_view placeholder, JsonValue value) -> Status {
    TRY(const std::string_view name, AsStringValue(value));
    names.insert_or_assign(std::string(placeholder), std::string(name));
    return OkStatus();
  }));
  return std::optional<AttributeNames>(std::move(names));
}

Result<std::optional<Item>> ReadValues(JsonValue body) {
  TRY(const JsonValue map, MapMember(body, "ExpressionAttributeValues"));
  if (!map.exists()) return std::optional<Item>();
  Item values;
  values.Reserve(map.size());
  TRY(map.ForEachMember([&](std::string_view placeholder, JsonValue value) -> Status {
    auto attribute = ReadAttribute(value);
    if (!attribute && attribute.error().code == Errc::kValidation)
      return Validation("ExpressionAttributeValues contains invalid value: " +
                        attribute.error().message + " for key " + std::string(placeholder));
    if (!attribute) return std::move(attribute).error();
    values.Set(std::string(placeholder), *std::move(attribute));
    return OkStatus();
  }));
  return std::optional<Item>(std::move(values));
}

// "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is
// null", or "… UpdateExpression and ConditionExpression are null".
Error WithoutExpression(std::string_view parameter,
                        std::initializer_list<std::string_view> expressions) {
  std::string text(parameter);
  text += " can only be specified when using expressions";
  if (parameter == "ExpressionAttributeNames") return Validation(std::move(text));
  text += ": ";
  for (const std::string_view* name = expressions.begin(); name != expressions.end(); ++name) {
    if (name != expressions.begin()) text += " and ";
    text += *name;
  }
  text += expressions.size() == 1 ? " is null" : " are null";
  return Validation(std::move(text));
}

}  // namespace

Result<std::optional<std::string_view>> EnumMember(
    JsonValue body, std::string_view parameter, std::string_view member,
    std::initializer_list<std::string_view> allowed_in_message_order, Constraints* constraints) {
  TRY(const auto value, StringMember(body, parameter));
  if (value) constraints->OneOf(member, *value, allowed_in_message_order);
  return value;
}

Result<std::string> ReadTableName(const Services& services, JsonValue body) {
  TRY(const auto parameter, StringMember(body, "TableName"));
  return CheckTableName(services, parameter);
}

Result<std::string> CheckTableName(const Services& services,
                                   std::optional<std::string_view> parameter) {
  if (!parameter) {
    Constraints constraints;
    constraints.NotNull("tableName", false);
    TRY(constraints.Check());
  }
  return ParseTableName(*parameter, services.region);
}

Result<TablePtr> FindTable(const Services& services, std::string_view name) {
  TablePtr table = services.catalog.Find(name);
  if (!table) return Error{Errc::kNotFound, messages::kTableNotFound};
  const ReplicaStatus status = table->self().status;
  if (status != ReplicaStatus::kActive && status != ReplicaStatus::kUpdating)
    return Error{Errc::kNotFound, messages::kTableNotFound};
  return table;
}

Result<Substitutions> ReadSubstitutions(JsonValue body,
                                        std::initializer_list<std::string_view> expressions) {
  const bool any = std::any_of(expressions.begin(), expressions.end(),
                               [&](std::string_view name) { return body.Find(name).exists(); });
  if (!any) {
    for (const std::string_view parameter :
         {"ExpressionAttributeNames", "ExpressionAttributeValues"})
      if (body.Find(parameter).exists()) return WithoutExpression(parameter, expressions);
    return Substitutions();
  }
  TRY(auto names, ReadNames(body));
  TRY(auto values, ReadValues(body));
  if (!names && !values) return Substitutions();
  return Substitutions::Make(std::move(names), std::move(values));
}

Status RefuseParameters(JsonValue body, std::initializer_list<std::string_view> parameters) {
  for (const std::string_view name : parameters)
    if (body.Find(name).exists()) return Unsupported("the parameter " + std::string(name));
  return OkStatus();
}

Status RefuseLegacyConditions(JsonValue body) {
  return RefuseParameters(body, {"Expected", "ConditionalOperator"});
}

}  // namespace meridian

#include "regions/api/request.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

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
  std::vector<std::pair<std::string_view, AttributeValue>> values;
  values.reserve(map.size());
  TRY(map.ForEachMember([&](std::string_view placeholder, JsonValue value) -> Status {
    auto attribute = ReadAttribute(value);
    if (!attribute && attribute.error().code == Errc::kValidation)
      return Validation("ExpressionAttributeValues contains invalid value: " +
                        attribute.error().message + " for key " + std::string(placeholder));
    if (!attribute) return std::move(attribute).error();
    values.emplace_back(placeholder, *std::move(attribute));
    return OkStatus();
  }));
  return std::optional<Item>(MapOf(std::move(values)));
}

// "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is
// null", or "… UpdateExpression and ConditionExpression are null".
Error ValuesWithoutExpression(const std::vector<std::string_view>& expressions) {
  std::string text = "ExpressionAttributeValues can only be specified when using expressions: ";
  for (size_t i = 0; i < expressions.size(); ++i) {
    if (i > 0) text += " and ";
    text += expressions[i];
  }
  return Validation(text + (expressions.size() == 1 ? " is null" : " are null"));
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
  const auto present = [&](std::string_view name) { return body.Find(name).exists(); };
  if (present("ExpressionAttributeNames") && std::ranges::none_of(expressions, present))
    return Validation("ExpressionAttributeNames can only be specified when using expressions");
  std::vector<std::string_view> with_values;
  std::ranges::copy_if(expressions, std::back_inserter(with_values),
                       [](std::string_view name) { return name != "ProjectionExpression"; });
  TRY(auto names, ReadNames(body));
  // To a request that only projects, ExpressionAttributeValues is a member like any unknown one.
  if (!present("ExpressionAttributeValues") || with_values.empty())
    return names ? Substitutions::Make(std::move(names), std::nullopt) : Substitutions();
  if (std::ranges::none_of(with_values, present)) return ValuesWithoutExpression(with_values);
  TRY(auto values, ReadValues(body));
  if (!names && !values) return Substitutions();
  return Substitutions::Make(std::move(names), std::move(values));
}

}  // namespace meridian

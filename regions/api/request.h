// What most requests share: the table they name, its look-up, placeholders of expressions.
//
// Threads: pure functions; FindTable reads the catalog's snapshot.
// Source: dynamodb.md 1.4, 1.8.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "regions/api/call.h"
#include "regions/expressions/substitutions.h"
#include "regions/tables/constraints.h"

namespace meridian {

// A parameter with a set of allowed texts; a bad one goes to `constraints` under `member`, which is
// the parameter's name as messages spell it (lowerCamelCase).
Result<std::optional<std::string_view>> EnumMember(
    JsonValue body, std::string_view parameter, std::string_view member,
    std::initializer_list<std::string_view> allowed_in_message_order, Constraints* constraints);

// The table's name out of the TableName parameter of an item operation: a name, or an ARN of this
// region and account. kSerialization if it is not a string; kValidation when it is absent or
// malformed, which DynamoDB judges before anything else.
Result<std::string> ReadTableName(const Services& services, JsonValue body);
// The same for a name found elsewhere (RequestItems of a batch). nullopt: absent.
Result<std::string> CheckTableName(const Services& services,
                                   std::optional<std::string_view> parameter);

// The table that an item operation is about: kNotFound ("Requested resource not found") unless it
// is there and serves requests (ACTIVE or UPDATING).
Result<TablePtr> FindTable(const Services& services, std::string_view name);

// ExpressionAttributeNames and ExpressionAttributeValues of `body`. `expressions` lists the
// expression parameters that the operation has, as `{"ConditionExpression"}`: placeholders without
// any of them are refused. Values are for all of them but ProjectionExpression.
Result<Substitutions> ReadSubstitutions(JsonValue body,
                                        std::initializer_list<std::string_view> expressions);

}  // namespace meridian

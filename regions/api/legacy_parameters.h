// What the parameters from before expressions have in common, and the simplest of them,
// AttributesToGet.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference; answers of DynamoDB.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string_view>

#include "regions/api/json.h"
#include "regions/expressions/projection.h"
#include "storage/base/result.h"

namespace meridian {

// kValidation if `body` has any of the parameters `legacy` together with any of `expressions`. The
// message names those that are there in the order given, which is DynamoDB's for each operation.
Status CheckNotMixed(JsonValue body, std::initializer_list<std::string_view> legacy,
                     std::initializer_list<std::string_view> expressions);

// The structures of a map from attribute names, as Expected is one; a null is an absent JsonValue.
using ByAttribute = std::map<std::string_view, JsonValue>;

// The parameter `name`, whose values are structures called `type` in errors; nullopt if it is
// absent. kValidation for a name that no attribute has.
Result<std::optional<ByAttribute>> ReadByAttribute(JsonValue body, std::string_view name,
                                                   std::string_view type);

// AttributesToGet, the old form of ProjectionExpression; nullopt if it is absent.
Result<std::optional<Projection>> ReadAttributesToGet(JsonValue body);

}  // namespace meridian

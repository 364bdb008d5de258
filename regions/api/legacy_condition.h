// Expected, QueryFilter and ScanFilter: conditions and filters from before expressions, with the
// ConditionalOperator that joins them.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, ExpectedAttributeValue, Condition; answers of DynamoDB.
#pragma once

#include <optional>
#include <string_view>

#include "regions/api/json.h"
#include "regions/expressions/condition.h"
#include "storage/base/result.h"

namespace meridian {

// Expected, the old form of ConditionExpression; nullopt if it is absent or empty. Errors are
// kSerialization and kValidation in DynamoDB's words.
Result<std::optional<Condition>> ReadExpected(JsonValue body);

// QueryFilter or ScanFilter (`parameter`), the old form of FilterExpression; the same.
Result<std::optional<Condition>> ReadLegacyFilter(JsonValue body, std::string_view parameter);

}  // namespace meridian

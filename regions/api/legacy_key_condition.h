// KeyConditions: the key condition of a Query from before expressions.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, Query, KeyConditions; answers of DynamoDB.
#pragma once

#include <optional>

#include "regions/api/json.h"
#include "regions/expressions/ast.h"
#include "storage/base/result.h"

namespace meridian {

// The conditions as a tree for KeyConditionOf (regions/expressions/key_condition.h), which matches
// them to a key; nullopt if the parameter is absent. Errors are kSerialization and kValidation in
// DynamoDB's words.
Result<std::optional<ConditionNode>> ReadKeyConditions(JsonValue body);

}  // namespace meridian

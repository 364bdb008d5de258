// AttributeUpdates: the changes of an UpdateItem from before expressions.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, AttributeValueUpdate; answers of DynamoDB.
#pragma once

#include <optional>

#include "regions/api/json.h"
#include "regions/expressions/update.h"
#include "storage/base/result.h"

namespace meridian {

// AttributeUpdates, the old form of UpdateExpression; nullopt if it is absent. Errors are
// kSerialization and kValidation in DynamoDB's words.
Result<std::optional<UpdateProgram>> ReadAttributeUpdates(JsonValue body);

}  // namespace meridian

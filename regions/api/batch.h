// What BatchGetItem and BatchWriteItem share.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, BatchGetItem, BatchWriteItem.
#pragma once

#include <string>
#include <string_view>

#include "regions/api/capacity.h"
#include "regions/api/json.h"
#include "storage/base/result.h"

namespace meridian {

// RequestItems, which must be there and not be empty.
Result<JsonValue> RequestItemsOf(JsonValue body, std::string_view operation);
// A table of RequestItems whose value is null.
Error NullRequestItem(std::string_view parameter);

// Whether a part of a batch that met `error` may be sent again, and is handed back for that. An
// outcome that isn't known (kTimeout) isn't among them: the client must learn of it.
bool IsPassing(const Error& error);

// The answer: `done` and `left` are members of objects, `capacity` elements of an array. Empty
// `done_name`: the answer has no such member. `metrics`: members of ItemCollectionMetrics, if any.
std::string BatchBody(std::string_view done_name, std::string_view done, std::string_view left_name,
                      std::string_view left, ReturnCapacity mode, std::string_view capacity,
                      std::string_view metrics = {});

}  // namespace meridian

// CheckRequest: whether a request has the shape that its operation's model demands.
//
// DynamoDB judges a request in steps: JSON types anywhere in it; the table's name by itself; then
// all constraints of members together ("2 validation errors detected: …"). Only then does the
// operation look at what the members say. A request that conforms is walked once, without
// allocating; the steps are for the others.
//
// What the model knows nothing of is left to the operation: attribute values beyond their JSON
// types, members that exclude each other, limits over several members.
//
// Threads: pure functions.
// Source: dynamodb.md 1.2, 1.8.
#pragma once

#include <string_view>

#include "regions/api/json.h"
#include "storage/base/result.h"

namespace meridian {

// kSerialization or kValidation, in DynamoDB's words, for the first step that finds something.
// Operations without a model pass. Requires: `body` is an object.
Status CheckRequest(std::string_view operation, std::string_view region, JsonValue body);

}  // namespace meridian

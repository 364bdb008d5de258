// CheckTypes: whether every member of a request has the JSON type of its shape.
//
// Threads: pure functions.
// Source: dynamodb.md 1.3.
#pragma once

#include "regions/api/json.h"
#include "regions/api/request_model.h"
#include "storage/base/result.h"

namespace meridian {

// kSerialization, in DynamoDB's words, for the first value of another type than `structure`'s
// member has. Members that the structure doesn't have don't matter. Requires: `object` is an
// object.
Status CheckTypes(const Shape& structure, JsonValue object);

}  // namespace meridian

// CheckConstraints: whether the members of a request keep to the lengths, ranges, names and
// enumerations of their shapes, and those that must be there are.
//
// Threads: pure functions.
// Source: dynamodb.md 1.8, "Framework constraints".
#pragma once

#include "regions/api/json.h"
#include "regions/api/request_model.h"
#include "storage/base/result.h"

namespace meridian {

// kValidation with all violations, at most ten, in the order of the model. Requires: CheckTypes is
// OK.
Status CheckConstraints(const Shape& request, JsonValue body);

}  // namespace meridian

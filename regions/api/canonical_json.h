// One text for all JSON texts that mean the same request: members in the order of their names, the
// last of equal ones, nulls left out.
//
// For fingerprints. The text isn't JSON.
//
// Threads: a pure function.
#pragma once

#include <string>

#include "regions/api/json.h"

namespace meridian {

void AppendCanonicalJson(JsonValue value, std::string* out);

}  // namespace meridian

// CheckValue: is this value right for that key, as far as the two alone can tell?
//
// Threads: pure.
#pragma once

#include <string>
#include <variant>

#include "config/document.h"
#include "config/schema.h"
#include "storage/base/result.h"

namespace meridian {

// kValidation: what is wrong and what would be right. The value of a secret key isn't in it.
Result<ConfigValue> CheckValue(const ConfigKey& key,
                               const decltype(ConfigDocument::Entry::value)& value);

// What `key` takes, for "must be …": type, bounds, unit, names.
std::string RightValue(const ConfigKey& key);

}  // namespace meridian

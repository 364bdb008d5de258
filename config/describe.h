// Describe: a configuration in words that may be logged.
//
// Threads: pure.
#pragma once

#include <string>

#include "config/config.h"
#include "config/value.h"

namespace meridian {

// A line "section.key = value" for each setting, defaults too, for the start log. Secrets are only
// said to be there or not.
std::string Describe(const Config& config);

// `value` as TOML has it.
std::string ValueAsToml(const ConfigValue& value);

}  // namespace meridian

// Load: region.toml to Config, or everything that is wrong with it.
//
// Every fault is reported at once, as a line "file:line: key: what is wrong, what would be right";
// only a file that isn't TOML ends at its first fault. Secrets are never in a message.
//
// Threads: pure.
#pragma once

#include <string>
#include <string_view>

#include "config/config.h"
#include "storage/base/result.h"

namespace meridian {

// kNotFound: the file can't be read. kValidation: the faults. "One for each core" is filled in.
Result<Config> Load(const std::string& path);

// The same for a text. `file` is for the messages.
Result<Config> ParseConfig(std::string_view text, const std::string& file, unsigned cores);

}  // namespace meridian

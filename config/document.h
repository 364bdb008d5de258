// ConfigDocument: a TOML file as sections, keys, values and their lines; no meaning yet.
//
// The only user of toml++, whose headers stay in document.cc.
//
// Threads: pure.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "storage/base/result.h"

namespace meridian {

struct ConfigDocument {
  // A value that no key of ours takes, in words ("a list").
  struct Other {
    std::string what;
    bool empty_list = false;
  };
  struct Entry {
    std::string name;
    std::variant<int64_t, std::string, Other> value;
    int line = 0;
  };
  // [section], or one element of [[section]].
  struct Block {
    std::string section;  // Dotted; empty: what stands above the first section.
    bool element = false;
    int line = 0;
    std::vector<Entry> entries;
  };

  // In the file's order. A section that only holds others isn't there.
  std::vector<Block> blocks;
};

// kValidation, "file:line: …", when `text` isn't TOML.
Result<ConfigDocument> ParseToml(std::string_view text, std::string_view file);

}  // namespace meridian

// ConfigFaults: everything that is wrong with a region.toml, told at once.
//
// Threads: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/base/result.h"

namespace meridian {

class ConfigFaults {
 public:
  explicit ConfigFaults(std::string file) : file_(std::move(file)) {}

  // `key` is dotted; `fault` says what is wrong and what would be right, without secrets.
  void Add(int line, std::string key, std::string fault);
  bool empty() const { return faults_.empty(); }
  // kValidation: a line "file:line: key: fault" for each, in the file's order.
  Error ToError() &&;

 private:
  struct Fault {
    int line;
    std::string text;
  };
  std::string file_;
  std::vector<Fault> faults_;
};

// The candidate that `name` was most likely meant to be; empty: none is near.
std::string_view NearestName(std::string_view name,
                             const std::vector<std::string_view>& candidates);

}  // namespace meridian

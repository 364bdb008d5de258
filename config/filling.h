// ConfigFilling: puts each value of a document where its key's row says, if it is right.
//
// What is wrong by itself (unknown, of the wrong type, out of bounds, missing) is a fault; what is
// wrong only together with other values is left to CheckTogether (rules.h).
//
// Threads: pure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "config/config.h"
#include "config/document.h"
#include "config/fault.h"
#include "config/schema.h"

namespace meridian {

// The line of each key that the file gives, rightly or not, for what is said of it later.
class ConfigLines {
 public:
  void Set(const ConfigKey& key, size_t index, int line) { lines_[{&key, index}] = line; }
  bool Has(const ConfigKey& key, size_t index) const { return lines_.contains({&key, index}); }
  // The first line for a key that the file doesn't give.
  int Of(std::string_view section, std::string_view name, size_t index = 0) const;

 private:
  std::map<std::pair<const ConfigKey*, size_t>, int> lines_;
};

class ConfigFilling {
 public:
  // The references must outlive this.
  ConfigFilling(Config& config, ConfigLines& lines, ConfigFaults& faults)
      : config_(config), lines_(lines), faults_(faults) {}

  void Fill(const ConfigDocument& document);

 private:
  void FillBlock(const ConfigDocument::Block& block);
  // The section that `block` gives; nullptr: none, and a fault.
  const ConfigSection* SectionOf(const ConfigDocument::Block& block);
  void FillEntry(const ConfigSection& section, size_t index, const ConfigDocument::Entry& entry);
  void RefuseUnknown(const std::string& path, std::string_view section,
                     const ConfigDocument::Entry& entry);
  void RequireKeys(const ConfigSection& section, size_t index, int line);

  Config& config_;
  ConfigLines& lines_;
  ConfigFaults& faults_;
  std::set<const ConfigSection*> seen_;
};

}  // namespace meridian

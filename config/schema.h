// The schema of region.toml: one row for each key, and how it reaches Config.
//
// A key that has no row here is unknown. Its default is what a default-constructed Config holds,
// so it is written once, in the module's Options. Loader, start log, documentation and the example
// with every key are made from these rows.
//
// Threads: pure.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "config/config.h"
#include "config/form.h"
#include "config/value.h"

namespace meridian {

// [name], or [[name]] for a list.
struct ConfigSection {
  std::string_view name;
  std::string_view help;
  // A list's number of elements, and one more of them; both nullptr: not a list.
  size_t (*count)(const Config&) = nullptr;
  void (*grow)(Config&) = nullptr;

  bool repeated() const { return grow != nullptr; }
};

struct ConfigKey {
  std::string_view section;
  std::string_view name;
  KeyForm form = KeyForm::kInteger;
  std::string_view unit;  // Of an integer; empty: a count.
  int64_t min = 0;        // Of an integer.
  int64_t max = 0;
  std::span<const std::string_view> choices;  // Of kChoice.
  std::string_view example;                   // For what has no default; empty: has a default.
  bool required = false;
  bool secret = false;
  std::string_view help;
  // `index` is that of the element, where the section is a list; else 0.
  ConfigValue (*read)(const Config&, size_t index) = nullptr;
  // Requires: `value` has the key's form and is within its bounds.
  void (*write)(Config&, size_t index, const ConfigValue& value) = nullptr;
};

// In the order of the documentation.
std::span<const ConfigSection> ConfigSections();
std::span<const ConfigKey> ConfigKeys();

// nullptr: unknown.
const ConfigSection* FindSection(std::string_view name);
const ConfigKey* FindKey(std::string_view section, std::string_view name);

}  // namespace meridian

#include "config/document.h"

#include <algorithm>

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

namespace meridian {
namespace {

int LineOf(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

std::string InWords(toml::node_type type) {
  switch (type) {
    case toml::node_type::boolean: return "a boolean";
    case toml::node_type::floating_point: return "a number with a fraction";
    case toml::node_type::array: return "a list";
    case toml::node_type::date:
    case toml::node_type::time:
    case toml::node_type::date_time: return "a date or time";
    default: return "something else";
  }
}

class Flattening {
 public:
  ConfigDocument Take(const toml::table& root) {
    Add(root, "", false);
    std::ranges::stable_sort(document_.blocks, {}, &ConfigDocument::Block::line);
    return std::move(document_);
  }

 private:
  void Add(const toml::table& table, const std::string& path, bool element) {
    ConfigDocument::Block block{
        .section = path, .element = element, .line = LineOf(table), .entries = {}};
    bool has_sections = false;
    for (const auto& [key, node] : table) {
      const std::string name(key.str());
      const std::string inner = path.empty() ? name : path + "." + name;
      if (const auto* section = node.as_table()) {
        has_sections = true;
        Add(*section, inner, false);
      } else if (const auto* list = node.as_array(); list && IsListOfTables(*list)) {
        has_sections = true;
        for (const auto& one : *list) Add(*one.as_table(), inner, true);
      } else {
        block.entries.push_back({.name = name,
                                 .value = ValueOf(node),
                                 .line = static_cast<int>(key.source().begin.line)});
      }
    }
    std::ranges::stable_sort(block.entries, {}, &ConfigDocument::Entry::line);
    if (!block.entries.empty() || !has_sections) document_.blocks.push_back(std::move(block));
  }

  static bool IsListOfTables(const toml::array& list) {
    return !list.empty() &&
           std::all_of(list.begin(), list.end(), [](const auto& node) { return node.is_table(); });
  }

  static std::variant<int64_t, std::string, ConfigDocument::Other> ValueOf(const toml::node& node) {
    if (const auto* integer = node.as_integer()) return integer->get();
    if (const auto* text = node.as_string()) return text->get();
    const auto* list = node.as_array();
    return ConfigDocument::Other{.what = InWords(node.type()),
                                 .empty_list = list != nullptr && list->empty()};
  }

  ConfigDocument document_;
};

// What toml++ says of a fault quotes a part of the value, so not where that may be a secret.
std::string Description(const toml::parse_error& fault, std::string_view text, int line) {
  for (int before = 1; before < line && !text.empty(); ++before) {
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  }
  if (text.substr(0, text.find('\n')).find("secret") != text.npos) {
    return "a secret is malformed (not shown), must be text in quotes";
  }
  return std::string(fault.description());
}

}  // namespace

Result<ConfigDocument> ParseToml(std::string_view text, std::string_view file) {
  const toml::parse_result parsed = toml::parse(text, file);
  if (!parsed) {
    const int line = static_cast<int>(parsed.error().source().begin.line);
    return Error{Errc::kValidation, std::string(file) + ":" + std::to_string(line) +
                                        ": not TOML: " + Description(parsed.error(), text, line)};
  }
  return Flattening().Take(parsed.table());
}

}  // namespace meridian

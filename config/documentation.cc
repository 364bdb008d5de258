#include "config/documentation.h"

#include "config/describe.h"
#include "config/schema.h"

namespace meridian {
namespace {

std::string TypeOf(const ConfigKey& key) {
  if (key.form != KeyForm::kInteger) return key.secret ? "text, secret" : "text";
  return key.unit.empty() ? "integer" : "integer, " + std::string(key.unit);
}

std::string AllowedIn(const ConfigKey& key) {
  if (key.form == KeyForm::kInteger) {
    return std::to_string(key.min) + " to " + std::to_string(key.max);
  }
  if (key.form != KeyForm::kChoice) return std::string(FormInWords(key.form));
  std::string names;
  for (const std::string_view name : key.choices) {
    names.append(names.empty() ? "" : ", ").append("`\"").append(name).append("\"`");
  }
  return names;
}

// Requires: the key is of no list, or `defaults` has an element of it.
std::string DefaultOf(const ConfigKey& key, const Config& defaults) {
  if (key.required) return "required";
  const ConfigValue value = key.read(defaults, 0);
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr && text->empty() ? "none" : "`" + ValueAsToml(value) + "`";
}

// A Config with one element in each list, to read the defaults from.
Config WithElements() {
  Config config;
  for (const ConfigSection& section : ConfigSections()) {
    if (section.repeated()) section.grow(config);
  }
  return config;
}

std::string Header(const ConfigSection& section) {
  const std::string name(section.name);
  return section.repeated() ? "[[" + name + "]]" : "[" + name + "]";
}

// `text` as comment lines of at most 100 columns.
std::string Comment(std::string_view text) {
  constexpr size_t kColumns = 98;
  std::string lines;
  while (!text.empty()) {
    size_t end = text.size();
    if (end > kColumns) end = text.rfind(' ', kColumns);
    lines.append("# ").append(text.substr(0, end)).append("\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace

std::string SchemaAsMarkdown() {
  const Config defaults = WithElements();
  std::string page;
  for (const ConfigSection& section : ConfigSections()) {
    page.append("### `").append(Header(section)).append("`\n\n").append(section.help);
    page.append("\n\n| key | type | default | allowed | meaning |\n|---|---|---|---|---|\n");
    for (const ConfigKey& key : ConfigKeys()) {
      if (key.section != section.name) continue;
      page.append("| `").append(key.name).append("` | ").append(TypeOf(key)).append(" | ");
      page.append(DefaultOf(key, defaults)).append(" | ").append(AllowedIn(key)).append(" | ");
      page.append(key.help).append(" |\n");
    }
    page += '\n';
  }
  return page;
}

std::string SchemaAsToml() {
  const Config defaults = WithElements();
  std::string text =
      "# Every setting of a region, at its default, or an example where it has none.\n"
      "# Made from config/schema.cc; a test says how to make it again.\n";
  for (const ConfigSection& section : ConfigSections()) {
    text.append("\n").append(Comment(section.help)).append(Header(section)).append("\n");
    for (const ConfigKey& key : ConfigKeys()) {
      if (key.section != section.name) continue;
      const bool shown_by_example = !key.example.empty();
      const ConfigValue value =
          shown_by_example ? ConfigValue(std::string(key.example)) : key.read(defaults, 0);
      text.append(Comment(key.help)).append(Comment("Allowed: " + AllowedIn(key)));
      text.append(key.name).append(" = ").append(ValueAsToml(value)).append("\n");
    }
  }
  return text;
}

}  // namespace meridian

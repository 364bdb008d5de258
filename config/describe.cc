#include "config/describe.h"

#include "config/schema.h"

namespace meridian {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

std::string QuotedAsToml(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7f) {
      quoted.append("\\u00").append(1, kHexDigits[c >> 4]).append(1, kHexDigits[c & 15]);
      continue;
    }
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

std::string Shown(const ConfigKey& key, const ConfigValue& value) {
  if (!key.secret) return ValueAsToml(value);
  return std::get<std::string>(value).empty() ? "(none)" : "(secret)";
}

}  // namespace

std::string ValueAsToml(const ConfigValue& value) {
  if (const auto* number = std::get_if<int64_t>(&value)) return std::to_string(*number);
  return QuotedAsToml(std::get<std::string>(value));
}

std::string Describe(const Config& config) {
  std::string text;
  for (const ConfigSection& section : ConfigSections()) {
    const size_t count = section.repeated() ? section.count(config) : 1;
    for (size_t i = 0; i < count; ++i) {
      std::string prefix(section.name);
      if (section.repeated()) prefix.append("[").append(std::to_string(i)).append("]");
      for (const ConfigKey& key : ConfigKeys()) {
        if (key.section != section.name) continue;
        text.append(prefix).append(".").append(key.name).append(" = ");
        text.append(Shown(key, key.read(config, i))).append("\n");
      }
    }
  }
  return text;
}

}  // namespace meridian

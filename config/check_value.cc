#include "config/check_value.h"

#include <algorithm>

namespace meridian {
namespace {

// A value much longer than a right one would only hide the message.
constexpr size_t kQuotedBytesMax = 80;

std::string Quoted(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text.substr(0, kQuotedBytesMax)) {
    quoted += static_cast<unsigned char>(c) < ' ' ? '?' : c;
  }
  return quoted + (text.size() > kQuotedBytesMax ? "…\"" : "\"");
}

Error Wrong(const ConfigKey& key, std::string what) {
  return {Errc::kValidation, std::move(what) + ", must be " + RightValue(key)};
}

Result<ConfigValue> CheckInteger(const ConfigKey& key, int64_t number) {
  if (number < key.min || number > key.max) {
    return Wrong(key, std::to_string(number) + " is out of bounds");
  }
  return ConfigValue(number);
}

Result<ConfigValue> CheckText(const ConfigKey& key, const std::string& text) {
  const bool right = key.form == KeyForm::kChoice
                         ? std::ranges::find(key.choices, text) != key.choices.end()
                         : HasForm(key.form, text);
  if (right) return ConfigValue(text);
  if (key.secret) return Wrong(key, "is malformed (not shown)");
  return Wrong(key,
               Quoted(text) + (key.form == KeyForm::kChoice ? " is unknown" : " is malformed"));
}

}  // namespace

Result<ConfigValue> CheckValue(const ConfigKey& key,
                               const decltype(ConfigDocument::Entry::value)& value) {
  if (const auto* other = std::get_if<ConfigDocument::Other>(&value)) {
    return Wrong(key, "is " + other->what);
  }
  const auto* number = std::get_if<int64_t>(&value);
  const bool takes_number = key.form == KeyForm::kInteger;
  if (number != nullptr) {
    return takes_number ? CheckInteger(key, *number) : Wrong(key, "is an integer");
  }
  return takes_number ? Wrong(key, "is text") : CheckText(key, std::get<std::string>(value));
}

std::string RightValue(const ConfigKey& key) {
  if (key.form == KeyForm::kInteger) {
    std::string right =
        "an integer from " + std::to_string(key.min) + " to " + std::to_string(key.max);
    if (!key.unit.empty()) right.append(" (").append(key.unit).append(")");
    return right;
  }
  if (key.form != KeyForm::kChoice) return std::string(FormInWords(key.form));
  std::string right = "one of";
  for (const std::string_view name : key.choices) right.append(" \"").append(name).append("\"");
  return right;
}

}  // namespace meridian

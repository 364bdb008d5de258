#include "regions/expressions/substitutions.h"

#include <algorithm>
#include <utility>

#include "regions/expressions/limits.h"
#include "storage/item/size.h"

namespace meridian {
namespace {

constexpr std::string_view kNamesParameter = "ExpressionAttributeNames";
constexpr std::string_view kValuesParameter = "ExpressionAttributeValues";

Error Invalid(std::string_view parameter, std::string_view problem) {
  std::string message(parameter);
  message.append(problem);
  return Error{Errc::kValidation, std::move(message)};
}

// [#:][A-Za-z0-9_]+
bool IsPlaceholder(std::string_view key, char mark) {
  return key.size() > 1 && key.front() == mark && std::ranges::all_of(key.substr(1), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '_';
         });
}

Status CheckPlaceholder(std::string_view parameter, std::string_view key, char mark) {
  if (key.size() > kPlaceholderBytesMax) {
    return Invalid(parameter,
                   " contains invalid key: The expression attribute map contains a key that is too "
                   "long; size of key: " +
                       std::to_string(key.size()));
  }
  if (!IsPlaceholder(key, mark)) {
    return Invalid(parameter,
                   " contains invalid key: Syntax error; key: \"" + std::string(key) + "\"");
  }
  return OkStatus();
}

Status CheckNames(const AttributeNames& names) {
  if (names.empty()) return Invalid(kNamesParameter, " must not be empty");
  size_t bytes = 0;
  for (const auto& [key, name] : names) {
    TRY(CheckPlaceholder(kNamesParameter, key, '#'));
    if (name.empty()) return Invalid(kNamesParameter, " contains invalid value: for key " + key);
    if (name.size() > kAttributeNameBytesMax) {
      return Error{Errc::kValidation,
                   "Attribute name is too large, must be less than 65536 characters"};
    }
    bytes += key.size() + name.size();
  }
  if (bytes > kSubstitutionBytesMax) return Invalid(kNamesParameter, " exceeds max size");
  return OkStatus();
}

Status CheckValues(const Item& values) {
  if (values.empty()) return Invalid(kValuesParameter, " must not be empty");
  for (const auto& [key, value] : values) TRY(CheckPlaceholder(kValuesParameter, key, ':'));
  if (ItemSizeBytes(values) > kSubstitutionBytesMax) {
    return Invalid(kValuesParameter, " exceeds max size");
  }
  return OkStatus();
}

// The members of `given` that are not in `used`: "{#a, #b}"; empty if there is none.
template <class Given>
std::string Unused(const Given& given, const std::set<std::string, std::less<>>& used) {
  std::string list;
  for (const auto& [key, unused_value] : given) {
    if (!used.contains(key)) list.append(list.empty() ? "" : ", ").append(key);
  }
  return list.empty() ? list : "{" + list + "}";
}

}  // namespace

Result<Substitutions> Substitutions::Make(std::optional<AttributeNames> names,
                                          std::optional<Item> values) {
  Substitutions substitutions;
  if (names) {
    TRY(CheckNames(*names));
    substitutions.names_ = *std::move(names);
  }
  if (values) {
    TRY(CheckValues(*values));
    substitutions.values_ = *std::move(values);
  }
  return substitutions;
}

const std::string* Substitutions::UseName(std::string_view placeholder) {
  const auto found = names_.find(placeholder);
  if (found == names_.end()) return nullptr;
  used_.emplace(placeholder);
  return &found->second;
}

const AttributeValue* Substitutions::UseValue(std::string_view placeholder) {
  const AttributeValue* found = std::as_const(values_).Find(placeholder);
  if (found != nullptr) used_.emplace(placeholder);
  return found;
}

Status Substitutions::CheckAllUsed() const {
  for (const auto& [parameter, unused] : {std::pair(kNamesParameter, Unused(names_, used_)),
                                          std::pair(kValuesParameter, Unused(values_, used_))}) {
    if (unused.empty()) continue;
    return Error{Errc::kValidation, "Value provided in " + std::string(parameter) +
                                        " unused in expressions: keys: " + unused};
  }
  return OkStatus();
}

}  // namespace meridian

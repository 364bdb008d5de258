#include "regions/tables/constraints.h"

#include <algorithm>

namespace meridian {
namespace {

constexpr size_t kViolationsMax = 10;

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '-';
}

}  // namespace

void Constraints::Violated(std::string_view member, std::string_view value,
                           std::string_view constraint) {
  if (violations_.size() == kViolationsMax) return;
  violations_.push_back("Value '" + std::string(value) + "' at '" + std::string(member) +
                        "' failed to satisfy constraint: " + std::string(constraint));
}

void Constraints::ViolatedUnquoted(std::string_view member, std::string_view constraint) {
  if (violations_.size() == kViolationsMax) return;
  violations_.push_back("Value at '" + std::string(member) +
                        "' failed to satisfy constraint: " + std::string(constraint));
}

bool Constraints::NotNull(std::string_view member, bool present) {
  if (present) return true;
  if (violations_.size() < kViolationsMax) {
    violations_.push_back("Value null at '" + std::string(member) +
                          "' failed to satisfy constraint: Member must not be null");
  }
  return false;
}

void Constraints::Length(std::string_view member, std::string_view value, size_t min, size_t max) {
  if (value.size() < min) {
    Violated(member, value,
             "Member must have length greater than or equal to " + std::to_string(min));
  } else if (value.size() > max) {
    Violated(member, value, "Member must have length less than or equal to " + std::to_string(max));
  }
}

void Constraints::NamePattern(std::string_view member, std::string_view value) {
  if (!value.empty() && std::all_of(value.begin(), value.end(), IsNameCharacter)) return;
  Violated(member, value, "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
}

void Constraints::Range(std::string_view member, int64_t value, int64_t min,
                        std::optional<int64_t> max) {
  if (value < min) {
    Violated(member, std::to_string(value),
             "Member must have value greater than or equal to " + std::to_string(min));
  } else if (max && value > *max) {
    Violated(member, std::to_string(value),
             "Member must have value less than or equal to " + std::to_string(*max));
  }
}

void Constraints::OneOf(std::string_view member, std::string_view value,
                        std::span<const std::string_view> allowed) {
  if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return;
  std::string set;
  for (const std::string_view one : allowed) {
    if (!set.empty()) set += ", ";
    set += one;
  }
  Violated(member, value, "Member must satisfy enum value set: [" + set + "]");
}

Status Constraints::Check() const {
  if (violations_.empty()) return OkStatus();
  std::string message = std::to_string(violations_.size()) + " validation error" +
                        (violations_.size() == 1 ? "" : "s") + " detected: ";
  for (size_t i = 0; i < violations_.size(); ++i) {
    if (i > 0) message += "; ";
    message += violations_[i];
  }
  return ValidationError(std::move(message));
}

std::string MemberPath(std::string_view list, size_t index, std::string_view member) {
  return std::string(list) + "." + std::to_string(index + 1) + ".member." + std::string(member);
}

Error InvalidParameter(std::string_view what) {
  return ValidationError("One or more parameter values were invalid: " + std::string(what));
}

Error ValidationError(std::string message) { return Error{Errc::kValidation, std::move(message)}; }

}  // namespace meridian

// Constraints: collects what is wrong with a request's members, and says it as DynamoDB does.
//
// DynamoDB judges the shape of all members together and reports up to ten violations in one
// message: "2 validation errors detected: Value '' at 'tableName' failed to satisfy constraint:
// Member must have length greater than or equal to 1; Value …". Rules that relate members come
// after, one at a time.
//
// Threads: a value, confined to the request.
// Source: observed answers of Amazon DynamoDB; docs/compatibility.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/base/result.h"

namespace meridian {

class Constraints {
 public:
  // `constraint` is violated by `value` at `member` ("keySchema.1.member.keyType").
  void Violated(std::string_view member, std::string_view value, std::string_view constraint);

  // The same where DynamoDB doesn't quote the value: "Value at 'Limit' failed to satisfy …".
  void ViolatedUnquoted(std::string_view member, std::string_view constraint);

  // "Member must not be null". False if it is.
  bool NotNull(std::string_view member, bool present);
  // "Member must have length …", of the text's bytes.
  void Length(std::string_view member, std::string_view value, size_t min, size_t max);
  // "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+".
  void NamePattern(std::string_view member, std::string_view value);
  // "Member must have value greater than or equal to …".
  void Range(std::string_view member, int64_t value, int64_t min,
             std::optional<int64_t> max = std::nullopt);
  // "Member must satisfy enum value set: […]", the values in the order given, which is AWS's own.
  void OneOf(std::string_view member, std::string_view value,
             std::span<const std::string_view> allowed);
  void OneOf(std::string_view member, std::string_view value,
             std::initializer_list<std::string_view> allowed) {
    OneOf(member, value, std::span(allowed.begin(), allowed.size()));
  }

  // kValidation with all violations so far, if there are any.
  Status Check() const;

 private:
  std::vector<std::string> violations_;
};

// "keySchema", 0, "keyType" -> "keySchema.1.member.keyType".
std::string MemberPath(std::string_view list, size_t index, std::string_view member);

// kValidation with "One or more parameter values were invalid: <what>".
Error InvalidParameter(std::string_view what);
Error ValidationError(std::string message);

}  // namespace meridian

#include "regions/tables/resource_arn.h"

#include <array>

#include "regions/tables/constraints.h"
#include "regions/tables/table_name.h"

namespace meridian {
namespace {

constexpr size_t kResourceArnBytesMax = 1283;  // API Reference: ResourceArnString.

// The first five parts between colons, and the rest.
std::array<std::string_view, 6> SplitArn(std::string_view arn) {
  std::array<std::string_view, 6> parts;
  for (size_t i = 0; i + 1 < parts.size(); ++i) {
    const size_t colon = arn.find(':');
    parts[i] = arn.substr(0, colon);
    arn = colon == std::string_view::npos ? std::string_view() : arn.substr(colon + 1);
  }
  parts.back() = arn;
  return parts;
}

Error InvalidArn(std::string_view arn) {
  return ValidationError("Invalid TableArn: Invalid ResourceArn provided as input " +
                         std::string(arn));
}

}  // namespace

Result<std::string> TableOfResourceArn(const std::optional<std::string>& arn,
                                       std::string_view region, std::string_view operation) {
  Constraints constraints;
  if (constraints.NotNull("resourceArn", arn.has_value())) {
    constraints.Length("resourceArn", *arn, 1, kResourceArnBytesMax);
  }
  TRY(constraints.Check());
  const auto parts = SplitArn(*arn);
  if (parts[0] != "arn" || parts[1] != "aws") return InvalidArn(*arn);
  if (parts[2] != "dynamodb" || parts[4] != kAccountId) {
    return Error{Errc::kAccessDenied, "User is not authorized to perform: dynamodb:" +
                                          std::string(operation) + " on resource: " + *arn};
  }
  constexpr std::string_view kTable = "table/";
  const std::string_view name =
      parts[5].starts_with(kTable) ? parts[5].substr(kTable.size()) : std::string_view();
  const bool sound = !name.empty() && name.find('/') == std::string_view::npos;
  if (parts[3] != region || !sound) return InvalidArn(*arn);
  return std::string(name);
}

Error ResourceNotFound(std::string_view arn) {
  return Error{Errc::kNotFound,
               "Requested resource not found: ResourcArn: " + std::string(arn) + " not found"};
}

}  // namespace meridian

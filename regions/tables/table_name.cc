#include "regions/tables/table_name.h"

#include <cstdio>
#include <ctime>
#include <vector>

#include "regions/tables/constraints.h"
#include "regions/tables/limits.h"

namespace meridian {
namespace {

Error InvalidArn(std::string_view what, std::string_view arn) {
  return ValidationError("1 validation error detected: " + std::string(what) + " '" +
                         std::string(arn) + "'");
}

// The first five colon-separated parts and the rest.
std::vector<std::string_view> SplitArn(std::string_view arn) {
  std::vector<std::string_view> parts;
  while (parts.size() < 5) {
    const size_t colon = arn.find(':');
    if (colon == std::string_view::npos) break;
    parts.push_back(arn.substr(0, colon));
    arn.remove_prefix(colon + 1);
  }
  parts.push_back(arn);
  return parts;
}

Result<std::string> NameOfArn(std::string_view arn, std::string_view region) {
  const auto parts = SplitArn(arn);
  if (parts.size() != 6 || parts[2] != "dynamodb") {
    return InvalidArn("Valid ARN format is 'arn:aws:dynamodb:<region>:<account>:table/<name>', not",
                      arn);
  }
  if (parts[1] != "aws") return InvalidArn("Invalid AWS partition in", arn);
  if (parts[3] != region) return InvalidArn("Invalid AWS region in", arn);
  if (parts[4] != kAccountId) {
    return ValidationError(
        "This action is only supported by accounts that match the resource owner’s account.");
  }
  constexpr std::string_view kTable = "table/";
  if (!parts[5].starts_with(kTable)) return InvalidArn("Invalid resource type in", arn);
  const std::string_view name = parts[5].substr(kTable.size());
  if (name.find('/') != std::string_view::npos) return InvalidArn("Invalid resource type in", arn);
  return std::string(name);
}

}  // namespace

std::string TableArn(std::string_view region, std::string_view name) {
  std::string arn = "arn:aws:dynamodb:";
  arn.append(region).append(":").append(kAccountId).append(":table/").append(name);
  return arn;
}

std::string StreamArn(std::string_view region, std::string_view name, std::string_view label) {
  return TableArn(region, name) + "/stream/" + std::string(label);
}

Result<std::string> ParseTableName(std::string_view name_or_arn, std::string_view region) {
  std::string name(name_or_arn);
  Constraints constraints;
  if (name_or_arn.starts_with("arn:")) {
    constraints.Length("tableName", name_or_arn, 1, kTableArnBytesMax);
    TRY(constraints.Check());
    TRY(std::string from_arn, NameOfArn(name_or_arn, region));
    name = std::move(from_arn);
  }
  constraints.Length("tableName", name, 1, kTableNameBytesMax);
  // An empty name is too short, and that is all that DynamoDB says of it here.
  if (!name.empty()) constraints.NamePattern("tableName", name);
  TRY(constraints.Check());
  return name;
}

Status CheckNewTableName(std::string_view name) {
  Constraints constraints;
  constraints.Length("tableName", name, kTableNameBytesMin, kTableNameBytesMax);
  constraints.NamePattern("tableName", name);
  return constraints.Check();
}

std::string StreamLabel(int64_t millis) {
  const std::time_t seconds = millis / 1000;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03d", utc.tm_year + 1900,
                utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec,
                static_cast<int>(millis % 1000));
  return text;
}

std::optional<int64_t> StreamLabelMillis(const std::string& label) {
  std::tm utc{};
  int millis = 0;
  if (std::sscanf(label.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d.%3d", &utc.tm_year, &utc.tm_mon,
                  &utc.tm_mday, &utc.tm_hour, &utc.tm_min, &utc.tm_sec, &millis) != 7) {
    return std::nullopt;
  }
  utc.tm_year -= 1900;
  utc.tm_mon -= 1;
  return static_cast<int64_t>(timegm(&utc)) * 1000 + millis;
}

}  // namespace meridian

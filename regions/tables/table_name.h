// Table names, and the ARNs of tables and streams.
//
// A TableName parameter is a name or a table's ARN of this region and account. Meridian has one
// account, whose number is made of zeros, as DynamoDB Local's.
//
// Threads: pure functions.
// Source: Amazon DynamoDB Developer Guide, "Naming rules"; API Reference, TableArn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/base/result.h"

namespace meridian {

inline constexpr std::string_view kAccountId = "000000000000";

// "arn:aws:dynamodb:<region>:<account>:table/<name>".
std::string TableArn(std::string_view region, std::string_view name);
// "<table ARN>/stream/<label>".
std::string StreamArn(std::string_view region, std::string_view name, std::string_view label);

// The table's name that `name_or_arn` means in `region`; whether there is one isn't asked. Errors
// are kValidation in DynamoDB's words.
Result<std::string> ParseTableName(std::string_view name_or_arn, std::string_view region);

// A name that CreateTable takes: 3 to 255 of [a-zA-Z0-9_.-].
Status CheckNewTableName(std::string_view name);

// "2026-11-23T08:34:16.123", UTC: the label of a stream enabled at that time.
std::string StreamLabel(int64_t millis);
// The inverse; nullopt if `label` is not one.
std::optional<int64_t> StreamLabelMillis(const std::string& label);

}  // namespace meridian

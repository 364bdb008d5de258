// ResourceArn parameters: which table of this region an ARN stands for.
//
// Unlike a TableName, a ResourceArn is always an ARN. What is wrong with it decides the exception:
// another account's is refused without a word on whether it exists.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, TagResource; observed answers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/base/result.h"

namespace meridian {

// The table's name in `arn`; whether there is one isn't asked. kValidation for what is no table's
// ARN of this region, kAccessDenied for another account or service; `operation` is named in that.
Result<std::string> TableOfResourceArn(const std::optional<std::string>& arn,
                                       std::string_view region, std::string_view operation);

// kNotFound: "Requested resource not found: ResourcArn: <arn> not found", as the service spells it.
Error ResourceNotFound(std::string_view arn);

}  // namespace meridian

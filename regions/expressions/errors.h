// The shape of expression errors: "Invalid UpdateExpression: <what is wrong>".
#pragma once

#include <string>
#include <string_view>

#include "regions/expressions/limits.h"
#include "storage/base/result.h"

namespace meridian {

inline Error InvalidExpression(ExpressionKind kind, std::string_view problem) {
  std::string message("Invalid ");
  message.append(ExpressionName(kind)).append(": ").append(problem);
  return Error{Errc::kValidation, std::move(message)};
}

}  // namespace meridian

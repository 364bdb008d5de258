// AuthError: why a request wasn't let in, as DynamoDB names and words it.
#pragma once

#include <string>

namespace meridian {

struct AuthError {
  std::string exception;  // Without its prefix, which is com.amazon.coral.service# for all of them.
  std::string message;
};

}  // namespace meridian

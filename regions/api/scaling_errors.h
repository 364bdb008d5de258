// The envelope of Application Auto Scaling's errors: its own names for ours.
//
// Threads: pure functions.
// Source: Application Auto Scaling API Reference (2016-02-06), "Common errors".
#pragma once

#include <string>
#include <string_view>

#include "regions/api/errors.h"

namespace meridian {

inline constexpr std::string_view kScalingTarget = "AnyScaleFrontendService.";

// {"__type":"ValidationException","Message":"…"}.
std::string ScalingErrorBody(const ApiError& error);

}  // namespace meridian

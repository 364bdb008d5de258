// What Application Auto Scaling's answers show, as JSON.
//
// Threads: pure functions.
// Source: Application Auto Scaling API Reference (2016-02-06).
#pragma once

#include <string_view>

#include "regions/api/json_writer.h"
#include "regions/scaling/scalable_target.h"

namespace meridian {

void WriteScalableTarget(JsonWriter* writer, std::string_view region, const ScalableTarget& target);
// Requires: target.policy.
void WriteScalingPolicy(JsonWriter* writer, std::string_view region, const ScalableTarget& target);
void WriteScalingActivity(JsonWriter* writer, const ScalingActivity& activity);

}  // namespace meridian

// Scalable targets as bytes. Protocol Buffers, regions/scaling/scaling.proto.
//
// Threads: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "regions/scaling/scalable_target.h"
#include "storage/base/result.h"

namespace meridian {

std::string EncodeScalableTargets(const std::vector<ScalableTarget>& targets);
// kCorrupt for bytes that aren't any.
Result<std::vector<ScalableTarget>> DecodeScalableTargets(std::string_view bytes);

}  // namespace meridian

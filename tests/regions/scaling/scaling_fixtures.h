// A scalable target with everything set, and a storage in memory, for tests of auto scaling.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "regions/scaling/scaling_book.h"

namespace meridian {

inline ScalableTarget FullTarget() {
  ScalableTarget target;
  target.table_name = "t";
  target.table.bytes[0] = 1;
  target.kind = CapacityKind::kWrite;
  target.id = "target-1";
  target.min_capacity = 2;
  target.max_capacity = 100;
  target.role_arn = "arn:role";
  target.created_at_millis = 5;
  target.scale_in_suspended = true;
  target.tags = {{"a", "b"}};
  target.policy = ScalingPolicy{.name = "p",
                                .id = "policy-1",
                                .created_at_millis = 6,
                                .tracking = {.target_percent = 70,
                                             .scale_out_cooldown_s = 0,
                                             .scale_in_cooldown_s = std::nullopt,
                                             .disable_scale_in = false}};
  return target;
}

// What a ScalingBook keeps its targets in.
struct StorageInMemory {
  ScalingBook::Storage Port() {
    return {.read = [this]() -> Result<std::optional<std::string>> { return value; },
            .write =
                [this](std::string bytes, UniqueFunction<void(Status)> done) {
                  if (failure) return done(*failure);
                  value = std::move(bytes);
                  done(OkStatus());
                }};
  }
  std::optional<std::string> value;
  std::optional<Error> failure;
};

}  // namespace meridian

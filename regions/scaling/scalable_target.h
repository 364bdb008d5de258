// ScalableTarget: one kind of capacity of one table that may be adjusted, within bounds, and how.
//
// Threads: values.
// Source: Application Auto Scaling API Reference, ScalableTarget, ScalingPolicy, ScalingActivity.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "regions/capacity/capacity_units.h"
#include "storage/table/schema.h"

namespace meridian {

struct TargetTracking {
  double target_percent = 0;  // Consumed of provisioned capacity.
  std::optional<int64_t> scale_out_cooldown_s;
  std::optional<int64_t> scale_in_cooldown_s;
  std::optional<bool> disable_scale_in;
  friend bool operator==(const TargetTracking&, const TargetTracking&) = default;
};

struct ScalingPolicy {
  std::string name;
  std::string id;  // A UUID.
  int64_t created_at_millis = 0;
  TargetTracking tracking;
  friend bool operator==(const ScalingPolicy&, const ScalingPolicy&) = default;
};

struct ScalableTarget {
  std::string table_name;
  TableId table;  // A table made anew under the name isn't meant.
  CapacityKind kind = CapacityKind::kRead;
  std::string id;  // A UUID.
  int64_t min_capacity = 1;
  int64_t max_capacity = 1;
  std::string role_arn;  // As given; nothing is done with it.
  int64_t created_at_millis = 0;
  bool scale_in_suspended = false;
  bool scale_out_suspended = false;
  bool scheduled_suspended = false;
  std::map<std::string, std::string> tags;
  std::optional<ScalingPolicy> policy;
  friend bool operator==(const ScalableTarget&, const ScalableTarget&) = default;
};

struct ScalingActivity {
  std::string id;
  std::string resource_id;
  CapacityKind kind = CapacityKind::kRead;
  std::string description;
  std::string cause;
  int64_t started_at_millis = 0;
  int64_t ended_at_millis = 0;
  std::string failure;  // Empty: it was done.
};

// "table/<name>".
std::string ResourceId(std::string_view table_name);
// "dynamodb:table:ReadCapacityUnits".
std::string_view ScalableDimension(CapacityKind kind);
// Of a table's resource; nullopt: another service's, or an index's.
std::optional<CapacityKind> KindOfDimension(std::string_view dimension);
// "arn:aws:application-autoscaling:<region>:<account>:scalable-target/<id>".
std::string ScalableTargetArn(std::string_view region, const ScalableTarget& target);
// Requires: target.policy.
std::string ScalingPolicyArn(std::string_view region, const ScalableTarget& target);

}  // namespace meridian

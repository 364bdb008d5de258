#include "regions/scaling/scaling_codec.h"

#include <algorithm>

#include "regions/scaling/scaling.pb.h"

namespace meridian {
namespace {

namespace v1 = meridian::scaling::v1;

void Set(const ScalingPolicy& policy, v1::ScalingPolicy* out) {
  out->set_name(policy.name);
  out->set_id(policy.id);
  out->set_created_at_millis(policy.created_at_millis);
  const TargetTracking& from = policy.tracking;
  v1::TargetTracking* tracking = out->mutable_tracking();
  tracking->set_target_percent(from.target_percent);
  if (from.scale_out_cooldown_s) tracking->set_scale_out_cooldown_s(*from.scale_out_cooldown_s);
  if (from.scale_in_cooldown_s) tracking->set_scale_in_cooldown_s(*from.scale_in_cooldown_s);
  if (from.disable_scale_in) tracking->set_disable_scale_in(*from.disable_scale_in);
}

ScalingPolicy Get(const v1::ScalingPolicy& message) {
  ScalingPolicy policy;
  policy.name = message.name();
  policy.id = message.id();
  policy.created_at_millis = message.created_at_millis();
  const v1::TargetTracking& from = message.tracking();
  policy.tracking.target_percent = from.target_percent();
  if (from.has_scale_out_cooldown_s())
    policy.tracking.scale_out_cooldown_s = from.scale_out_cooldown_s();
  if (from.has_scale_in_cooldown_s())
    policy.tracking.scale_in_cooldown_s = from.scale_in_cooldown_s();
  if (from.has_disable_scale_in()) policy.tracking.disable_scale_in = from.disable_scale_in();
  return policy;
}

}  // namespace

std::string EncodeScalableTargets(const std::vector<ScalableTarget>& targets) {
  v1::ScalableTargets message;
  for (const ScalableTarget& target : targets) {
    v1::ScalableTarget* out = message.add_targets();
    out->set_table_name(target.table_name);
    out->set_table_id(target.table.bytes.data(), target.table.bytes.size());
    out->set_kind(target.kind == CapacityKind::kRead ? 1 : 2);
    out->set_id(target.id);
    out->set_min_capacity(target.min_capacity);
    out->set_max_capacity(target.max_capacity);
    out->set_role_arn(target.role_arn);
    out->set_created_at_millis(target.created_at_millis);
    out->set_scale_in_suspended(target.scale_in_suspended);
    out->set_scale_out_suspended(target.scale_out_suspended);
    out->set_scheduled_suspended(target.scheduled_suspended);
    for (const auto& [key, value] : target.tags) (*out->mutable_tags())[key] = value;
    if (target.policy) Set(*target.policy, out->mutable_policy());
  }
  return message.SerializeAsString();
}

Result<std::vector<ScalableTarget>> DecodeScalableTargets(std::string_view bytes) {
  const Error damaged{Errc::kCorrupt, "The stored scalable targets are damaged"};
  v1::ScalableTargets message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return damaged;
  std::vector<ScalableTarget> targets;
  for (const v1::ScalableTarget& from : message.targets()) {
    ScalableTarget target;
    if (from.table_id().size() != target.table.bytes.size()) return damaged;
    std::copy(from.table_id().begin(), from.table_id().end(), target.table.bytes.begin());
    target.table_name = from.table_name();
    target.kind = from.kind() == 1 ? CapacityKind::kRead : CapacityKind::kWrite;
    target.id = from.id();
    target.min_capacity = from.min_capacity();
    target.max_capacity = from.max_capacity();
    target.role_arn = from.role_arn();
    target.created_at_millis = from.created_at_millis();
    target.scale_in_suspended = from.scale_in_suspended();
    target.scale_out_suspended = from.scale_out_suspended();
    target.scheduled_suspended = from.scheduled_suspended();
    for (const auto& [key, value] : from.tags()) target.tags[key] = value;
    if (from.has_policy()) target.policy = Get(from.policy());
    targets.push_back(std::move(target));
  }
  return targets;
}

}  // namespace meridian

#include "regions/api/scaling_json.h"

namespace meridian {
namespace {

double Seconds(int64_t millis) { return static_cast<double>(millis) / 1000; }

void WriteSubject(JsonWriter* writer, std::string_view resource_id, CapacityKind kind) {
  writer->Key("ServiceNamespace").String("dynamodb").Key("ResourceId").String(resource_id);
  writer->Key("ScalableDimension").String(ScalableDimension(kind));
}

void WriteTracking(JsonWriter* writer, const TargetTracking& tracking, CapacityKind kind) {
  writer->BeginObject().Key("TargetValue").Double(tracking.target_percent);
  writer->Key("PredefinedMetricSpecification").BeginObject().Key("PredefinedMetricType");
  writer->String(kind == CapacityKind::kRead ? "DynamoDBReadCapacityUtilization"
                                             : "DynamoDBWriteCapacityUtilization");
  writer->EndObject();
  if (tracking.scale_out_cooldown_s)
    writer->Key("ScaleOutCooldown").Integer(*tracking.scale_out_cooldown_s);
  if (tracking.scale_in_cooldown_s)
    writer->Key("ScaleInCooldown").Integer(*tracking.scale_in_cooldown_s);
  if (tracking.disable_scale_in) writer->Key("DisableScaleIn").Bool(*tracking.disable_scale_in);
  writer->EndObject();
}

}  // namespace

void WriteScalableTarget(JsonWriter* writer, std::string_view region,
                         const ScalableTarget& target) {
  writer->BeginObject();
  WriteSubject(writer, ResourceId(target.table_name), target.kind);
  writer->Key("MinCapacity").Integer(target.min_capacity);
  writer->Key("MaxCapacity").Integer(target.max_capacity);
  writer->Key("RoleARN").String(target.role_arn);
  writer->Key("CreationTime").Double(Seconds(target.created_at_millis));
  writer->Key("SuspendedState").BeginObject();
  writer->Key("DynamicScalingInSuspended").Bool(target.scale_in_suspended);
  writer->Key("DynamicScalingOutSuspended").Bool(target.scale_out_suspended);
  writer->Key("ScheduledScalingSuspended").Bool(target.scheduled_suspended);
  writer->EndObject();
  writer->Key("ScalableTargetARN").String(ScalableTargetArn(region, target));
  writer->EndObject();
}

void WriteScalingPolicy(JsonWriter* writer, std::string_view region, const ScalableTarget& target) {
  writer->BeginObject().Key("PolicyARN").String(ScalingPolicyArn(region, target));
  writer->Key("PolicyName").String(target.policy->name);
  WriteSubject(writer, ResourceId(target.table_name), target.kind);
  writer->Key("PolicyType").String("TargetTrackingScaling");
  writer->Key("TargetTrackingScalingPolicyConfiguration");
  WriteTracking(writer, target.policy->tracking, target.kind);
  writer->Key("Alarms").BeginArray().EndArray();
  writer->Key("CreationTime").Double(Seconds(target.policy->created_at_millis)).EndObject();
}

void WriteScalingActivity(JsonWriter* writer, const ScalingActivity& activity) {
  writer->BeginObject().Key("ActivityId").String(activity.id);
  WriteSubject(writer, activity.resource_id, activity.kind);
  writer->Key("Description").String(activity.description);
  writer->Key("Cause").String(activity.cause);
  writer->Key("StartTime").Double(Seconds(activity.started_at_millis));
  writer->Key("EndTime").Double(Seconds(activity.ended_at_millis));
  const bool failed = !activity.failure.empty();
  writer->Key("StatusCode").String(failed ? "Failed" : "Successful");
  writer->Key("StatusMessage");
  if (failed) {
    writer->String(activity.failure);
  } else {
    writer->String("Change successfully fulfilled by dynamodb.");
  }
  writer->EndObject();
}

}  // namespace meridian

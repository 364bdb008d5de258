#include "regions/api/scaling_request.h"

#include <charconv>

#include "regions/tables/constraints.h"
#include "regions/tables/limits.h"

namespace meridian {
namespace {

constexpr std::string_view kNamespaces[] = {
    "cassandra",        "comprehend",      "ecs",       "sagemaker", "appstream", "ec2",
    "elasticmapreduce", "kafka",           "rds",       "lambda",    "dynamodb",  "elasticache",
    "neptune",          "custom-resource", "workspaces"};
constexpr size_t kResourceIdBytesMax = 1600;
constexpr size_t kPolicyNameBytesMax = 256;
constexpr int64_t kListMax = 50;
constexpr double kTargetPercentMin = 20;
constexpr double kTargetPercentMax = 90;
constexpr std::string_view kTable = "table/";

Error UnsupportedDimension() {
  return ValidationError("Unsupported service namespace, resource type or scalable dimension");
}

// The three members that name a target, each there and of its form.
Status CheckSubject(JsonValue body, Constraints* constraints) {
  TRY(const auto space, StringMember(body, "ServiceNamespace"));
  TRY(const auto resource, StringMember(body, "ResourceId"));
  TRY(const auto dimension, StringMember(body, "ScalableDimension"));
  if (constraints->NotNull("serviceNamespace", space.has_value()))
    constraints->OneOf("serviceNamespace", *space, kNamespaces);
  if (constraints->NotNull("resourceId", resource.has_value()))
    constraints->Length("resourceId", *resource, 1, kResourceIdBytesMax);
  constraints->NotNull("scalableDimension", dimension.has_value());
  return OkStatus();
}

// Requires: CheckSubject found nothing.
Result<ScalingSubject> SubjectOf(JsonValue body) {
  TRY(const auto space, StringMember(body, "ServiceNamespace"));
  TRY(const auto resource, StringMember(body, "ResourceId"));
  TRY(const auto dimension, StringMember(body, "ScalableDimension"));
  const auto kind = KindOfDimension(*dimension);
  if (*space != "dynamodb" || !kind || !resource->starts_with(kTable))
    return UnsupportedDimension();
  const std::string_view name = resource->substr(kTable.size());
  if (name.empty() || name.find('/') != std::string_view::npos) return UnsupportedDimension();
  return ScalingSubject{std::string(name), *kind};
}

Result<std::string> CheckPolicyName(JsonValue body, Constraints* constraints) {
  TRY(const auto name, StringMember(body, "PolicyName"));
  if (!constraints->NotNull("policyName", name.has_value())) return std::string();
  constraints->Length("policyName", *name, 1, kPolicyNameBytesMax);
  return std::string(*name);
}

Status ReadSuspended(JsonValue body, RegisterTargetRequest* request) {
  TRY(const JsonValue state, StructMember(body, "SuspendedState", "SuspendedState"));
  if (!state.exists()) return OkStatus();
  TRY(request->scale_in_suspended, BoolMember(state, "DynamicScalingInSuspended"));
  TRY(request->scale_out_suspended, BoolMember(state, "DynamicScalingOutSuspended"));
  TRY(request->scheduled_suspended, BoolMember(state, "ScheduledScalingSuspended"));
  return OkStatus();
}

Result<double> ReadTargetValue(JsonValue configuration) {
  const JsonValue value = configuration.Find("TargetValue");
  if (!value.exists()) {
    Constraints constraints;
    constraints.NotNull("targetTrackingScalingPolicyConfiguration.targetValue", false);
    return constraints.Check().error();
  }
  if (!value.Is(JsonValue::Kind::kInteger) && !value.Is(JsonValue::Kind::kDecimal))
    return Error{Errc::kSerialization, "STRING_VALUE cannot be converted to Double"};
  const double percent = value.AsDouble();
  if (percent < kTargetPercentMin || percent > kTargetPercentMax)
    return ValidationError("TargetValue must be between 20.0 and 90.0 for DynamoDB");
  return percent;
}

Result<std::optional<int64_t>> ReadCooldown(JsonValue configuration, std::string_view name) {
  TRY(const auto seconds, IntegerMember(configuration, name));
  if (seconds && *seconds < 0) return ValidationError(std::string(name) + " must not be negative");
  return seconds;
}

Status CheckMetric(JsonValue configuration, CapacityKind kind) {
  if (configuration.Find("CustomizedMetricSpecification").exists())
    return ValidationError(
        "CustomizedMetricSpecification is not supported by Meridian; use a predefined metric");
  TRY(const JsonValue metric, StructMember(configuration, "PredefinedMetricSpecification",
                                           "PredefinedMetricSpecification"));
  if (!metric.exists())
    return ValidationError("A predefined or customized metric specification must be specified");
  TRY(const auto type, StringMember(metric, "PredefinedMetricType"));
  const std::string_view expected = kind == CapacityKind::kRead
                                        ? "DynamoDBReadCapacityUtilization"
                                        : "DynamoDBWriteCapacityUtilization";
  if (type == expected) return OkStatus();
  return ValidationError("Invalid predefined metric type " + std::string(type.value_or("null")) +
                         " for scalable dimension " + std::string(ScalableDimension(kind)));
}

Result<std::optional<TargetTracking>> ReadTracking(JsonValue body, CapacityKind kind) {
  for (const std::string_view other :
       {"StepScalingPolicyConfiguration", "PredictiveScalingPolicyConfiguration"}) {
    if (body.Find(other).exists())
      return ValidationError(std::string(other) + " is not supported for DynamoDB");
  }
  TRY(const JsonValue configuration, StructMember(body, "TargetTrackingScalingPolicyConfiguration",
                                                  "TargetTrackingScalingPolicyConfiguration"));
  if (!configuration.exists()) return std::optional<TargetTracking>();
  TargetTracking tracking;
  TRY(tracking.target_percent, ReadTargetValue(configuration));
  TRY(CheckMetric(configuration, kind));
  TRY(tracking.scale_out_cooldown_s, ReadCooldown(configuration, "ScaleOutCooldown"));
  TRY(tracking.scale_in_cooldown_s, ReadCooldown(configuration, "ScaleInCooldown"));
  TRY(tracking.disable_scale_in, BoolMember(configuration, "DisableScaleIn"));
  return std::optional(tracking);
}

Status ReadNames(JsonValue body, std::string_view member, std::vector<std::string>* names) {
  if (body.Find(member).Is(JsonValue::Kind::kString)) {
    names->emplace_back(body.Find(member).AsString());
    return OkStatus();
  }
  TRY(const JsonValue list, ArrayMember(body, member));
  if (!list.exists()) return OkStatus();
  return list.ForEachElement([&](JsonValue element) -> Status {
    TRY(const std::string_view name, AsStringValue(element));
    names->emplace_back(name);
    return OkStatus();
  });
}

}  // namespace

Result<ScalingSubject> ReadSubject(JsonValue body) {
  Constraints constraints;
  TRY(CheckSubject(body, &constraints));
  TRY(constraints.Check());
  return SubjectOf(body);
}

Result<RegisterTargetRequest> ReadRegisterTarget(JsonValue body) {
  RegisterTargetRequest request;
  TRY(request.subject, ReadSubject(body));
  TRY(request.min_capacity, IntegerMember(body, "MinCapacity"));
  TRY(request.max_capacity, IntegerMember(body, "MaxCapacity"));
  for (const auto& capacity : {request.min_capacity, request.max_capacity}) {
    if (capacity && *capacity < 1)
      return ValidationError("Capacity of a DynamoDB resource must be at least 1");
    if (capacity && *capacity > kCapacityUnitsMax)
      return ValidationError("Capacity " + std::to_string(*capacity) + " is out of bounds");
  }
  TRY(const auto role, StringMember(body, "RoleARN"));
  if (role) request.role_arn = *role;
  TRY(ReadSuspended(body, &request));
  TRY(request.tags, ReadScalingTags(body));
  return request;
}

Result<PutPolicyRequest> ReadPutPolicy(JsonValue body) {
  PutPolicyRequest request;
  Constraints constraints;
  TRY(request.name, CheckPolicyName(body, &constraints));
  TRY(CheckSubject(body, &constraints));
  TRY(const auto type, StringMember(body, "PolicyType"));
  if (type)
    constraints.OneOf("policyType", *type,
                      {"PredictiveScaling", "StepScaling", "TargetTrackingScaling"});
  TRY(constraints.Check());
  TRY(request.subject, SubjectOf(body));
  if (type != "TargetTrackingScaling")
    return ValidationError("Policy type " + std::string(type.value_or("StepScaling")) +
                           " is not supported for DynamoDB; use TargetTrackingScaling");
  TRY(request.tracking, ReadTracking(body, request.subject.kind));
  return request;
}

Result<DeletePolicyRequest> ReadDeletePolicy(JsonValue body) {
  DeletePolicyRequest request;
  Constraints constraints;
  TRY(request.name, CheckPolicyName(body, &constraints));
  TRY(CheckSubject(body, &constraints));
  TRY(constraints.Check());
  TRY(request.subject, SubjectOf(body));
  return request;
}

Result<ListRequest> ReadList(JsonValue body, std::string_view resources) {
  ListRequest request;
  Constraints constraints;
  TRY(const auto space, StringMember(body, "ServiceNamespace"));
  if (constraints.NotNull("serviceNamespace", space.has_value()))
    constraints.OneOf("serviceNamespace", *space, kNamespaces);
  TRY(const auto limit, IntegerMember(body, "MaxResults"));
  if (limit) constraints.Range("maxResults", *limit, 1, kListMax);
  TRY(constraints.Check());
  TRY(ReadNames(body, resources, &request.resource_ids));
  TRY(ReadNames(body, "PolicyNames", &request.policy_names));
  TRY(const auto dimension, StringMember(body, "ScalableDimension"));
  if (dimension) request.kind = KindOfDimension(*dimension);
  request.nothing = *space != "dynamodb" || (dimension && !request.kind);
  request.limit = static_cast<size_t>(limit.value_or(kListMax));
  TRY(const auto token, StringMember(body, "NextToken"));
  if (token) {
    const char* end = token->data() + token->size();
    const auto parsed = std::from_chars(token->data(), end, request.first);
    if (parsed.ec != std::errc() || parsed.ptr != end)
      return Error{Errc::kNotFound, "The specified next token isn't valid"};
  }
  return request;
}

Result<std::map<std::string, std::string>> ReadScalingTags(JsonValue body) {
  std::map<std::string, std::string> tags;
  TRY(const JsonValue map, MapMember(body, "Tags"));
  if (!map.exists()) return tags;
  TRY(map.ForEachMember([&](std::string_view key, JsonValue value) -> Status {
    TRY(const std::string_view text, AsStringValue(value));
    if (key.empty() || key.size() > kTagKeyBytesMax || text.size() > kTagValueBytesMax)
      return ValidationError("Tag key or value has an invalid length: " + std::string(key));
    if (key.starts_with("aws:")) return ValidationError("Tag keys must not begin with aws:");
    tags.insert_or_assign(std::string(key), std::string(text));
    return OkStatus();
  }));
  if (tags.size() > kTagsMax) return ValidationError("At most 50 tags are allowed");
  return tags;
}

}  // namespace meridian

#include "regions/scaling/scalable_target.h"

#include "regions/tables/table_name.h"

namespace meridian {
namespace {

constexpr std::string_view kReadDimension = "dynamodb:table:ReadCapacityUnits";
constexpr std::string_view kWriteDimension = "dynamodb:table:WriteCapacityUnits";

std::string ArnOf(std::string_view service, std::string_view region, const std::string& rest) {
  std::string arn = "arn:aws:";
  return arn.append(service).append(":").append(region).append(":").append(kAccountId) + ":" + rest;
}

}  // namespace

std::string ResourceId(std::string_view table_name) { return "table/" + std::string(table_name); }

std::string_view ScalableDimension(CapacityKind kind) {
  return kind == CapacityKind::kRead ? kReadDimension : kWriteDimension;
}

std::optional<CapacityKind> KindOfDimension(std::string_view dimension) {
  if (dimension == kReadDimension) return CapacityKind::kRead;
  if (dimension == kWriteDimension) return CapacityKind::kWrite;
  return std::nullopt;
}

std::string ScalableTargetArn(std::string_view region, const ScalableTarget& target) {
  return ArnOf("application-autoscaling", region, "scalable-target/" + target.id);
}

std::string ScalingPolicyArn(std::string_view region, const ScalableTarget& target) {
  return ArnOf("autoscaling", region,
               "scalingPolicy:" + target.policy->id + ":resource/dynamodb/" +
                   ResourceId(target.table_name) + ":policyName/" + target.policy->name);
}

}  // namespace meridian

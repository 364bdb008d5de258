#include "regions/capacity/throttling.h"

#include "storage/base/check.h"

namespace meridian {
namespace {

constexpr std::string_view kTableOver =
    "The level of configured provisioned throughput for the table was exceeded. Consider "
    "increasing your provisioning level with the UpdateTable API.";
constexpr std::string_view kIndexOver =
    "The level of configured provisioned throughput for one or more global secondary indexes of "
    "the table was exceeded. Consider increasing your provisioning level for the "
    "under-provisioned global secondary indexes with the UpdateTable API";
constexpr std::string_view kMaximumOver =
    "Throughput exceeds the maximum OnDemandThroughput configured on table or index";

std::string_view MessageOf(LimitKind limit, bool is_index) {
  if (limit == LimitKind::kOnDemandMaximum) return kMaximumOver;
  return is_index ? kIndexOver : kTableOver;
}

}  // namespace

Error MakeThrottled(LimitKind limit, const ThrottledResource& resource) {
  CHECK(limit != LimitKind::kNone);
  const bool provisioned = limit == LimitKind::kProvisioned;
  std::string text(MessageOf(limit, resource.is_index));
  text += '\n';
  text += resource.is_index ? "Index" : "Table";
  text += resource.kind == CapacityKind::kRead ? "Read" : "Write";
  text += provisioned ? "ProvisionedThroughputExceeded" : "MaxOnDemandThroughputExceeded";
  text += '\n';
  text += resource.arn;
  return Error{provisioned ? Errc::kThroughputExceeded : Errc::kThrottled, std::move(text)};
}

Throttling ReadThrottling(std::string_view error_message) {
  Throttling throttling;
  const size_t first = error_message.find('\n');
  throttling.message = error_message.substr(0, first);
  if (first == std::string_view::npos) return throttling;
  const size_t second = error_message.find('\n', first + 1);
  if (second == std::string_view::npos) return throttling;
  throttling.reason = error_message.substr(first + 1, second - first - 1);
  throttling.resource = error_message.substr(second + 1);
  return throttling;
}

}  // namespace meridian

#include "regions/api/batch.h"

#include "regions/api/errors.h"
#include "regions/tables/constraints.h"

namespace meridian {

Result<JsonValue> RequestItemsOf(JsonValue body, std::string_view operation) {
  TRY(const JsonValue items, MapMember(body, "RequestItems"));
  if (!items.exists()) {
    return Validation("The requestItems parameter is required for " + std::string(operation));
  }
  Constraints constraints;
  if (items.size() == 0) {
    constraints.Violated("requestItems", "{}",
                         "Member must have length greater than or equal to 1");
  }
  TRY(constraints.Check());
  return items;
}

Error NullRequestItem(std::string_view parameter) {
  Constraints constraints;
  constraints.NotNull("requestItems." + std::string(parameter) + ".member", false);
  return constraints.Check().error();
}

bool IsPassing(const Error& error) {
  return error.code == Errc::kThrottled || error.code == Errc::kThroughputExceeded ||
         error.code == Errc::kTransactionConflict || error.code == Errc::kUnavailable;
}

std::string BatchBody(std::string_view done_name, std::string_view done, std::string_view left_name,
                      std::string_view left, ReturnCapacity mode, std::string_view capacity,
                      std::string_view metrics) {
  std::string body = "{";
  if (!done_name.empty()) {
    body.append("\"").append(done_name).append("\":{").append(done).append("},");
  }
  body.append("\"").append(left_name).append("\":{").append(left).append("}");
  if (!metrics.empty()) {
    body.append(",\"ItemCollectionMetrics\":{").append(metrics).append("}");
  }
  if (mode != ReturnCapacity::kNone) {
    body.append(",\"ConsumedCapacity\":[").append(capacity).append("]");
  }
  body.append("}");
  return body;
}

}  // namespace meridian

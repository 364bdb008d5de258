#include "regions/api/read_request.h"

#include <utility>

#include "regions/api/attribute_json.h"
#include "regions/api/legacy_condition.h"
#include "regions/api/legacy_parameters.h"
#include "regions/api/request.h"
#include "regions/tables/key_schema.h"

namespace meridian {
namespace {

Status CheckSelect(JsonValue body, std::string_view select, bool has_index) {
  const std::string_view projecting = body.Find("ProjectionExpression").exists()
                                          ? "ProjectionExpression"
                                      : body.Find("AttributesToGet").exists() ? "AttributesToGet"
                                                                              : "";
  if (select == "SPECIFIC_ATTRIBUTES") {
    if (!projecting.empty()) return OkStatus();
    return Validation(
        "Must specify the AttributesToGet or ProjectionExpression when choosing to get "
        "SPECIFIC_ATTRIBUTES");
  }
  if (select == "ALL_PROJECTED_ATTRIBUTES" && !has_index) {
    return Validation("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
  }
  if (projecting.empty()) return OkStatus();
  return Validation("Cannot specify the " + std::string(projecting) + " when choosing to get " +
                    (select == "COUNT" ? "only the Count" : std::string(select)));
}

}  // namespace

Result<ReadRequest> ReadRequest::Parse(const Services& services, JsonValue body, ReadKind kind,
                                       Constraints* constraints) {
  ReadRequest request;
  TRY(request.table_name, ReadTableName(services, body));
  TRY(request.capacity, ReadReturnCapacity(body, constraints));
  TRY(const auto select,
      EnumMember(body, "Select", "select",
                 {"SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"},
                 constraints));
  request.count_only = select == "COUNT";
  request.all_attributes = select == "ALL_ATTRIBUTES";
  TRY(request.index_name, StringMember(body, "IndexName"));
  TRY(request.limit, IntegerMember(body, "Limit"));
  if (request.limit && *request.limit < 1 && kind == ReadKind::kQuery) {
    constraints->ViolatedUnquoted("Limit", "Member must have value greater than or equal to 1");
  } else if (request.limit) {
    constraints->Range("limit", *request.limit, 1);
  }
  TRY(const auto consistent, BoolMember(body, "ConsistentRead"));
  request.consistent = consistent.value_or(false);
  return request;
}

Status ReadRequest::ParseSelectAndStart(JsonValue body) {
  TRY(const auto select, StringMember(body, "Select"));
  if (select) TRY(CheckSelect(body, *select, index_name.has_value()));
  TRY(const JsonValue start, MapMember(body, "ExclusiveStartKey"));
  if (!start.exists()) return OkStatus();
  auto key = ReadItem(start);
  if (!key && key.error().code == Errc::kValidation) {
    return Validation("The provided starting key is invalid: " + key.error().message);
  }
  if (!key) return std::move(key).error();
  start_key = *std::move(key);
  return OkStatus();
}

Status ReadRequest::ParseExpressions(JsonValue body, Substitutions* substitutions) {
  TRY(const auto filter_text, StringMember(body, "FilterExpression"));
  if (filter_text) {
    TRY(filter, ParseCondition(*filter_text, ExpressionKind::kFilter, *substitutions));
  }
  TRY(const auto projection_text, StringMember(body, "ProjectionExpression"));
  if (projection_text) {
    TRY(projection, ParseProjection(*projection_text, *substitutions));
  }
  return OkStatus();
}

Status ReadRequest::ParseLegacy(JsonValue body, ReadKind kind) {
  const bool query = kind == ReadKind::kQuery;
  if (!query) {
    TRY(CheckNotMixed(body, {"AttributesToGet", "ScanFilter", "ConditionalOperator"},
                      {"ProjectionExpression", "FilterExpression"}));
  } else if (body.Find("KeyConditionExpression").exists()) {
    TRY(CheckNotMixed(body,
                      {"AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions"},
                      {"ProjectionExpression", "FilterExpression", "KeyConditionExpression"}));
  } else {
    // KeyConditions alone go together with the other expressions.
    TRY(CheckNotMixed(body, {"AttributesToGet", "QueryFilter", "ConditionalOperator"},
                      {"ProjectionExpression", "FilterExpression"}));
  }
  TRY(filter, ReadLegacyFilter(body, query ? "QueryFilter" : "ScanFilter"));
  filter_is_legacy = filter.has_value();
  TRY(projection, ReadAttributesToGet(body));
  return OkStatus();
}

Status ReadRequest::CheckConsistency(const ReadTarget& target) const {
  if (!consistent || !target.is_global()) return OkStatus();
  return Validation("Consistent reads are not supported on global secondary indexes");
}

Status ReadRequest::CheckProjected(const ReadTarget& target) const {
  if (!target.is_global()) return OkStatus();
  const std::string& name = target.index->name();
  if (all_attributes && !target.ProjectsAll()) {
    return InvalidParameter(
        "Select type ALL_ATTRIBUTES is not supported for global secondary index " + name +
        " because its projection type is not ALL");
  }
  if (!projection) return OkStatus();
  const auto missing = target.Unprojected(projection->paths());
  if (missing.empty()) return OkStatus();
  return InvalidParameter("Global secondary index " + name + " does not project " +
                          JoinedNames(missing));
}

bool ReadRequest::NeedsWholeItems(const ReadTarget& target) const {
  if (!target.is_local() || target.ProjectsAll() || count_only) return false;
  return all_attributes || (projection && !target.Unprojected(projection->paths()).empty());
}

}  // namespace meridian

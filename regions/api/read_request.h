// ReadRequest: what Query and Scan share of their requests.
//
// Threads: a value, confined to the request; holds views into the call's body.
// Source: Amazon DynamoDB API Reference, Query, Scan.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "regions/api/call.h"
#include "regions/api/capacity.h"
#include "regions/expressions/condition.h"
#include "regions/expressions/projection.h"
#include "regions/tables/constraints.h"

namespace meridian {

enum class ReadKind : uint8_t { kQuery, kScan };

struct ReadRequest {
  std::string table_name;
  std::optional<std::string_view> index_name;
  std::optional<int64_t> limit;
  std::optional<Item> start_key;  // ExclusiveStartKey.
  bool consistent = false;
  bool count_only = false;  // Select=COUNT.
  ReturnCapacity capacity = ReturnCapacity::kNone;
  std::optional<Condition> filter;
  std::optional<Projection> projection;

  // The members, without expressions. What is wrong with their values goes to `constraints`, which
  // the caller checks before anything else.
  static Result<ReadRequest> Parse(const Services& services, JsonValue body, ReadKind kind,
                                   Constraints* constraints);
  // Whether Select fits the rest, then ExclusiveStartKey.
  Status ParseSelectAndStart(JsonValue body);
  // FilterExpression, then ProjectionExpression. Requires: ParseLegacy was called.
  Status ParseExpressions(JsonValue body, Substitutions* substitutions);
  // Their old forms: AttributesToGet, QueryFilter or ScanFilter. Refuses them beside expressions.
  Status ParseLegacy(JsonValue body, ReadKind kind);

  // The table read, which has no index yet: kValidation if the request names one.
  Result<TablePtr> FindTable(const Services& services) const;
};

}  // namespace meridian

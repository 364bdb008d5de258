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
#include "regions/api/read_target.h"
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
  bool count_only = false;      // Select=COUNT.
  bool all_attributes = false;  // Select=ALL_ATTRIBUTES, which an index may not show.
  ReturnCapacity capacity = ReturnCapacity::kNone;
  std::optional<Condition> filter;
  bool filter_is_legacy = false;  // Texts name it by its parameter.
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

  // kValidation unless `target` can be read with the consistency asked for.
  Status CheckConsistency(const ReadTarget& target) const;
  // kValidation unless `target` has all that is asked for; of a local index the table has the rest.
  Status CheckProjected(const ReadTarget& target) const;
  // Whether items of `target`, an index, must be fetched from the table as it doesn't show all
  // that is asked for.
  bool NeedsWholeItems(const ReadTarget& target) const;
};

}  // namespace meridian

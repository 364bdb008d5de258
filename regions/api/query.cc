#include "regions/api/query.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "regions/api/key_range.h"
#include "regions/api/legacy_key_condition.h"
#include "regions/api/read_page.h"
#include "regions/api/read_request.h"
#include "regions/api/request.h"
#include "regions/capacity/metered_store.h"
#include "regions/expressions/key_condition.h"
#include "regions/tables/key_schema.h"

namespace meridian {
namespace {

// A filter is about what the target shows, but for the key that the condition is about.
Status CheckFilter(const ReadRequest& request, const ReadTarget& target, const KeyNames& key) {
  if (!request.filter) return OkStatus();
  std::vector<std::string> names;
  for (const KeyNames::Attribute& one : key.hash) names.push_back(one.name);
  for (const KeyNames::Attribute& one : key.range) names.push_back(one.name);
  TRY(CheckNamesNoKey(*request.filter, names,
                      request.filter_is_legacy ? "QueryFilter" : "Filter Expression"));
  const auto missing = target.Unprojected(request.filter->paths());
  if (missing.empty()) return OkStatus();
  return InvalidParameter(
      "Secondary index " + target.index->name() +
      " does not project one or more filter attributes: " + JoinedNames(missing));
}

// What follows the hash key where the walk begins behind; nullopt: at the start.
Result<std::optional<std::string>> StartBehind(const ReadRequest& request, const ReadTarget& target,
                                               const KeyRange& range) {
  if (!request.start_key) return std::optional<std::string>();
  auto place = target.PlaceOf(*request.start_key);
  if (!place) return Validation("The provided starting key is invalid");
  if (place->hash != range.hash.hash) {
    return Validation(
        "The provided starting key is outside query boundaries based on provided conditions");
  }
  if (!Covers(range.sort, place->range)) {
    return Validation("The provided starting key does not match the range key predicate");
  }
  return std::optional(std::move(place->range));
}

Result<std::string> Read(const Services& services, JsonValue body) {
  Constraints constraints;
  TRY(ReadRequest request, ReadRequest::Parse(services, body, ReadKind::kQuery, &constraints));
  TRY(const auto forward, BoolMember(body, "ScanIndexForward"));
  TRY(constraints.Check());
  TRY(request.ParseLegacy(body, ReadKind::kQuery));
  TRY(request.ParseSelectAndStart(body));
  TRY(const auto condition_text, StringMember(body, "KeyConditionExpression"));
  TRY(const auto key_conditions, ReadKeyConditions(body));
  if (!condition_text && !key_conditions) {
    return Validation(
        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the "
        "request.");
  }
  TRY(const ReadTarget target, ReadTarget::Find(services, request.table_name, request.index_name));
  TRY(request.CheckConsistency(target));
  TRY(Substitutions substitutions,
      ReadSubstitutions(body,
                        {"KeyConditionExpression", "FilterExpression", "ProjectionExpression"}));
  const KeyNames key = target.Key();
  TRY(const KeyCondition condition, condition_text
                                        ? ParseKeyCondition(*condition_text, substitutions, key)
                                        : KeyConditionOf(*key_conditions, key));
  TRY(request.ParseExpressions(body, &substitutions));
  TRY(substitutions.CheckAllUsed());
  TRY(const Page page, QueryPage(StoreFor(services.store, request.consistent), request, target,
                                 condition, forward.value_or(true)));
  return PageBody(request, target, page);
}

}  // namespace

Result<Page> QueryPage(TableStore& store, const ReadRequest& request, const ReadTarget& target,
                       const KeyCondition& condition, bool forward) {
  const KeyNames key = target.Key();
  TRY(request.CheckConsistency(target));
  TRY(CheckFilter(request, target, key));
  TRY(request.CheckProjected(target));
  TRY(const KeyRange range, KeyRangeOf(key, condition));
  TRY(const auto after, StartBehind(request, target, range));
  const auto cursor = target.Query(store, range.hash, range.sort, forward, after);
  return ReadPage(request, target, store, *cursor);
}

Task<Reply> Query(const Services& services, Call call) {
  CO_TRY(std::string body, Read(services, call.body()));
  co_return body;
}

}  // namespace meridian

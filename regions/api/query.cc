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
#include "regions/expressions/key_condition.h"

namespace meridian {
namespace {

KeyNames KeyNamesOf(const TableSchema& schema) {
  KeyNames names;
  names.hash.push_back({schema.hash.name, schema.hash.type});
  if (schema.range) names.range.push_back({schema.range->name, schema.range->type});
  return names;
}

Status CheckFilter(JsonValue body, const ReadRequest& request, const TableSchema& schema) {
  if (!request.filter) return OkStatus();
  std::vector<std::string> keys{schema.hash.name};
  if (schema.range) keys.push_back(schema.range->name);
  const bool legacy = !body.Find("FilterExpression").exists();
  return CheckNamesNoKey(*request.filter, keys, legacy ? "QueryFilter" : "Filter Expression");
}

// The encoded sort key to begin behind; nullopt: at the start.
Result<std::optional<std::string>> StartBehind(const ReadRequest& request,
                                               const TableSchema& schema, const KeyRange& range) {
  if (!request.start_key) return std::optional<std::string>();
  auto key = KeyOfKey(schema, *request.start_key);
  if (!key) return Validation("The provided starting key is invalid");
  if (key->hash != range.hash.hash) {
    return Validation(
        "The provided starting key is outside query boundaries based on provided conditions");
  }
  if (!Covers(range.sort, key->range)) {
    return Validation("The provided starting key does not match the range key predicate");
  }
  return std::optional(std::move(key->range));
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
  TRY(const TablePtr table, request.FindTable(services));
  TRY(Substitutions substitutions,
      ReadSubstitutions(body,
                        {"KeyConditionExpression", "FilterExpression", "ProjectionExpression"}));
  const KeyNames key = KeyNamesOf(table->schema);
  TRY(const KeyCondition condition, condition_text
                                        ? ParseKeyCondition(*condition_text, substitutions, key)
                                        : KeyConditionOf(*key_conditions, key));
  TRY(request.ParseExpressions(body, &substitutions));
  TRY(substitutions.CheckAllUsed());
  TRY(CheckFilter(body, request, table->schema));
  TRY(const KeyRange range, KeyRangeOf(table->schema, condition));
  TRY(const auto after, StartBehind(request, table->schema, range));

  const auto cursor =
      services.store.Query(*table, range.hash, range.sort, forward.value_or(true), after);
  TRY(const Page page, ReadPage(request, *cursor));
  return PageBody(request, *table, page);
}

}  // namespace

Task<Reply> Query(const Services& services, Call call) {
  CO_TRY(std::string body, Read(services, call.body()));
  co_return body;
}

}  // namespace meridian

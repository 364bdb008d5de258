#include "regions/api/statement_request.h"

#include <utility>

#include "regions/api/attribute_json.h"
#include "regions/api/errors.h"
#include "regions/api/request.h"
#include "regions/partiql/limits.h"

namespace meridian {
namespace {

size_t CountCharacters(std::string_view utf8) {
  size_t count = 0;
  for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
  return count;
}

void CheckText(const std::string& member, std::optional<std::string_view> text,
               Constraints* constraints) {
  if (!constraints->NotNull(member, text.has_value())) return;
  if (text->empty()) {
    constraints->Violated(member, "", "Member must have length greater than or equal to 1");
  } else if (CountCharacters(*text) > partiql::kStatementCharactersMax) {
    constraints->Violated(member, *text,
                          "Member must have length less than or equal to " +
                              std::to_string(partiql::kStatementCharactersMax));
  }
}

}  // namespace

Result<StatementRequest> StatementRequest::Read(JsonValue body, const std::string& prefix,
                                                Constraints* constraints) {
  StatementRequest request;
  TRY(const auto text, StringMember(body, "Statement"));
  CheckText(prefix + "statement", text, constraints);
  request.text = text.value_or("");
  TRY(const JsonValue parameters, ArrayMember(body, "Parameters"));
  if (parameters.exists() && parameters.size() == 0) {
    constraints->Violated(prefix + "parameters", "[]",
                          "Member must have length greater than or equal to 1");
  }
  TRY(const auto on_failure,
      EnumMember(body, "ReturnValuesOnConditionCheckFailure",
                 prefix + "returnValuesOnConditionCheckFailure", {"ALL_OLD", "NONE"}, constraints));
  TRY(const auto consistent, BoolMember(body, "ConsistentRead"));
  request.item_on_failure = on_failure == "ALL_OLD";
  request.consistent = consistent.value_or(false);
  if (!parameters.exists()) return request;
  TRY(parameters.ForEachElement([&](JsonValue element) -> Status {
    TRY(AttributeValue value, ReadAttribute(element));
    request.parameters.push_back(std::move(value));
    return OkStatus();
  }));
  return request;
}

Result<TablePtr> FindStatementTable(const Services& services, const partiql::Statement& statement) {
  TRY(const std::string name, CheckTableName(services, partiql::TableOf(statement)));
  return FindTable(services, name);
}

Error ExistsOutsideTransaction() {
  return Validation("EXISTS can only be used in ExecuteTransaction write requests.");
}

}  // namespace meridian

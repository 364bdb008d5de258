#include "regions/api/execute_statement.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "regions/api/capacity.h"
#include "regions/api/item_write.h"
#include "regions/api/read_target.h"
#include "regions/api/statement_read.h"
#include "regions/api/statement_request.h"
#include "regions/api/statement_token.h"
#include "regions/api/statement_write.h"

namespace meridian {
namespace {

struct ExecuteStatementRequest {
  StatementRequest statement;
  std::optional<int64_t> limit;
  std::optional<std::string_view> token;
  ReturnCapacity capacity = ReturnCapacity::kNone;

  static Result<ExecuteStatementRequest> Parse(JsonValue body);
};

Result<ExecuteStatementRequest> ExecuteStatementRequest::Parse(JsonValue body) {
  ExecuteStatementRequest request;
  Constraints constraints;
  TRY(request.statement, StatementRequest::Read(body, "", &constraints));
  TRY(request.capacity, ReadReturnCapacity(body, &constraints));
  TRY(request.limit, IntegerMember(body, "Limit"));
  if (request.limit) constraints.Range("limit", *request.limit, 1);
  TRY(request.token, StringMember(body, "NextToken"));
  if (request.token) {
    constraints.Length("nextToken", *request.token, 1, kStatementTokenCharactersMax);
  }
  TRY(constraints.Check());
  return request;
}

Result<std::string> Select(const Services& services, const ExecuteStatementRequest& request,
                           const partiql::SelectStatement& select) {
  TRY(const std::string name, CheckTableName(services, select.table));
  TRY(const ReadTarget target, ReadTarget::Find(services, name, select.index));
  TRY(const StatementPage page,
      ReadStatement(services, target, request.statement, select, request.limit, request.token));
  JsonWriter json;
  json.BeginObject().Key("Items").Raw(page.items);
  if (page.last_key) {
    json.Key("NextToken").String(page.next_token);
    json.Key("LastEvaluatedKey").Attributes(*page.last_key);
  }
  WriteCapacityMember(&json, request.capacity, target.table->name, page.units);
  return json.EndObject().Take();
}

Result<std::string> WriteBody(const ItemWrite& write, ReturnCapacity capacity) {
  JsonWriter json;
  json.BeginObject().Key("Items").BeginArray();
  TRY(WriteReturned(write, &json));
  json.EndArray();
  WriteCapacityMember(&json, capacity, write.table().name, write.units());
  return json.EndObject().Take();
}

}  // namespace

Task<Reply> ExecuteStatement(const Services& services, Call call) {
  CO_TRY(const ExecuteStatementRequest request, ExecuteStatementRequest::Parse(call.body()));
  CO_TRY(const partiql::Statement statement, request.statement.Parse());
  if (std::holds_alternative<partiql::ExistsStatement>(statement)) {
    co_return ExistsOutsideTransaction();
  }
  if (const auto* select = std::get_if<partiql::SelectStatement>(&statement)) {
    CO_TRY(std::string body, Select(services, request, *select));
    co_return body;
  }
  CO_TRY(TablePtr table, FindStatementTable(services, statement));
  WriteParameters parameters;
  parameters.item_on_failure = request.statement.item_on_failure;
  parameters.capacity = request.capacity;
  CO_TRY(auto write, MakeStatementWrite(statement, std::move(parameters), std::move(table)));
  auto committed = co_await ItemWrite::Commit(services, write);
  if (!committed) {
    co_return StatementFailure(statement, *write, std::move(committed).error());
  }
  CO_TRY(std::string body, WriteBody(*write, request.capacity));
  co_return body;
}

}  // namespace meridian

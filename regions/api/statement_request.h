// What the three operations of PartiQL share of their requests: a statement and its parameters.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, ExecuteStatement, BatchExecuteStatement.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "regions/api/call.h"
#include "regions/partiql/statement.h"
#include "regions/tables/constraints.h"

namespace meridian {

struct StatementRequest {
  std::string_view text;
  std::vector<AttributeValue> parameters;
  bool consistent = false;
  bool item_on_failure = false;  // ReturnValuesOnConditionCheckFailure=ALL_OLD.

  // Statement, Parameters, ConsistentRead and ReturnValuesOnConditionCheckFailure of `body`.
  // `prefix` stands before the members' names in what goes to `constraints`:
  // "statements.1.member.".
  static Result<StatementRequest> Read(JsonValue body, const std::string& prefix,
                                       Constraints* constraints);

  // The statement, bound. kValidation in DynamoDB's words.
  Result<partiql::Statement> Parse() const { return partiql::ParseStatement(text, parameters); }
};

// The table of `statement`: kValidation for a name that can't be one, kNotFound if it isn't there.
Result<TablePtr> FindStatementTable(const Services& services, const partiql::Statement& statement);

// EXISTS outside a transaction.
Error ExistsOutsideTransaction();

}  // namespace meridian

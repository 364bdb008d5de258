// MakeStatementWrite: the write of one item that INSERT, UPDATE or DELETE is.
//
// INSERT is a put on condition that the item is absent, UPDATE an update on condition that it is
// there, DELETE one that an absent item doesn't mind; what WHERE says besides the key is part of
// the condition.
//
// Threads: pure functions.
// Source: Amazon DynamoDB Developer Guide, "PartiQL insert, update, delete statements".
#pragma once

#include <memory>

#include "regions/api/item_write.h"
#include "regions/api/statement_request.h"

namespace meridian {

// Requires: `statement` is one of the three, `table` is its table. Errors are kValidation in
// DynamoDB's words. A condition that is false is kConditionFailed, see StatementFailure.
Result<std::shared_ptr<ItemWrite>> MakeStatementWrite(partiql::Statement statement,
                                                      WriteParameters parameters, TablePtr table);

// What the client is told when the write of `statement` met `failure`: of an INSERT, that the key
// exists.
ApiError StatementFailure(const partiql::Statement& statement, const ItemWrite& write,
                          Error failure);

// The item that `write` returns, as an element of the reply; nothing if it returns none.
Status WriteReturned(const ItemWrite& write, JsonWriter* writer);

}  // namespace meridian

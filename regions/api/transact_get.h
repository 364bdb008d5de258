// TransactGetItems.
//
// Source: Amazon DynamoDB API Reference, TransactGetItems; dynamodb.md 1.7.
#pragma once

#include "regions/api/call.h"
#include "regions/api/operations.h"
#include "storage/table/transaction_store.h"

namespace meridian {

Task<Reply> TransactGetItems(const Services& services, TransactionStore& store, Call call);

// Adds the operations of transactions. `store` must outlive `operations`.
void AddTransactOperations(TransactionStore& store, Operations* operations);

}  // namespace meridian

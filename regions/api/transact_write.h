// TransactWriteItems.
//
// Source: Amazon DynamoDB API Reference, TransactWriteItems; dynamodb.md 1.7.
#pragma once

#include "regions/api/call.h"
#include "storage/table/transaction_store.h"

namespace meridian {

Task<Reply> TransactWriteItems(const Services& services, TransactionStore& store, Call call);

}  // namespace meridian

// A client's transaction of writes, however it was asked for: its run and its answer.
//
// What can't be judged at all (a key of the wrong type, an index key) cancels the transaction
// before it begins; what the items themselves refuse cancels it in the store. Either way the answer
// has one reason for each write, in the order of the request.
//
// Threads: a TransactRequest belongs to the request's thread, except that what an element notes is
// noted on the executor of its shard, strictly between the run's start and its resumption.
// Source: dynamodb.md 1.7, 4.4.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "regions/api/item_write.h"
#include "storage/table/transaction_store.h"

namespace meridian {

struct TransactElement {
  TablePtr table;
  ItemKey key;
  std::shared_ptr<ItemWrite> write;  // nullptr: refused.
  std::optional<Error> refusal;      // kValidation.
  bool item_on_failure = false;      // ReturnValuesOnConditionCheckFailure=ALL_OLD.

  // Noted when it is judged.
  std::optional<Payload> found;  // If the condition failed and the answer may show the item.
  ConsumedUnits units;           // If the answer shows them.
};

struct TransactRequest {
  std::vector<TransactElement> elements;
  std::optional<TransactionToken> token;
  ReturnCapacity capacity = ReturnCapacity::kNone;
};

// kValidation if an item is there twice.
Status CheckNoItemTwice(const std::vector<TransactElement>& elements);

// Writes all or nothing, and answers; of a success `answer`, given the request, makes the body.
// Requires: CheckNoItemTwice.
Task<Reply> RunTransaction(const Services& services, TransactionStore& store,
                           std::shared_ptr<TransactRequest> request);

// A TransactionCanceledException with these reasons, one for each item; nullopt: "None". `found`,
// unless nullptr, has the item that a reason shows, or nullptr.
Reply Cancelled(const std::vector<std::optional<Error>>& reasons,
                const std::vector<const Payload*>* found);

// ConsumedCapacity of a transaction: `units` by table's name, `kind` is "ReadCapacityUnits" or
// "WriteCapacityUnits". Nothing for kNone.
using UnitsByTable = std::map<std::string, ConsumedUnits>;
void WriteTransactCapacity(JsonWriter* writer, ReturnCapacity mode, const UnitsByTable& units,
                           std::string_view kind);

}  // namespace meridian

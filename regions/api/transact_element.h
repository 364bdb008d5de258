// One element of TransactItems: a Put, an Update, a Delete or a ConditionCheck.
//
// Threads: pure functions; looking a table up reads the catalog's snapshot.
// Source: Amazon DynamoDB API Reference, TransactWriteItem; dynamodb.md 1.7.
#pragma once

#include <optional>

#include "regions/api/transaction.h"
#include "regions/expressions/update.h"

namespace meridian {

// Source: Amazon DynamoDB Developer Guide, "Quotas in Amazon DynamoDB"; API Reference,
// TransactWriteItems.
inline constexpr size_t kTransactItemsMax = 100;
inline constexpr size_t kTransactBytesMax = size_t{4} << 20;
inline constexpr size_t kClientRequestTokenBytesMax = 36;

// An element that was read, its expressions parsed, before any table was looked up.
struct ReadElement {
  enum class Kind : uint8_t { kCheck, kPut, kUpdate, kDelete };
  Kind kind = Kind::kCheck;
  WriteParameters parameters;
  Item content;           // The Item of a put, else the Key.
  UpdateProgram program;  // Of an update.
  size_t bytes = 0;       // Its part of the request's payload.
};

// What `element`, TransactItems' number `index`, lacks goes to `constraints`.
Status CheckElement(JsonValue element, size_t index, Constraints* constraints);
// Requires: CheckElement found nothing wrong.
Result<ReadElement> ReadTransactElement(const Services& services, JsonValue element);

// Looks the table up and resolves the key. An error is the whole request's; what only this element
// is to blame for is its refusal.
Result<TransactElement> ResolveElement(const Services& services, ReadElement element);

// The key of `key_attributes`: a refusal in `*refusal` for a key that doesn't fit the table, an
// error for an empty one. `whole` : the attributes are an item's, which may have others.
Result<ItemKey> ResolveKey(const Table& table, const Item& attributes, bool whole,
                           std::optional<Error>* refusal);

}  // namespace meridian

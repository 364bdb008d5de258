// TransactionStore: several items, all or nothing.
//
// A transaction's writes are judged together: either every condition holds and every item changes,
// at one instant to every reader of single items, or nothing does. Nobody waits for anybody: an
// item that another transaction holds is a conflict, for transactions and for single writes alike,
// so nothing deadlocks. Isolation by operation: docs/consistency.md, "Transactions".
//
// Threads: every member from any thread. `decide` runs once, on the shard's executor; `done` on
// one, too.
// Ownership: the store outlives every pending call.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/table/table_store.h"

namespace meridian {

struct TransactionWrite {
  TablePtr table;
  ItemKey key;
  // kNothing: the item is only checked. A kConditionFailed or kValidation error is a reason to
  // cancel, and the other writes are judged all the same.
  Decide decide;
};

// Of the request, so that its repetition isn't a second transaction.
struct TransactionToken {
  std::string text;         // The client's choice, at most 36 characters.
  std::string fingerprint;  // Equal iff the requests are.
};

struct TransactionOutcome {
  enum class Fate : uint8_t {
    kCommitted,
    kCancelled,
    kReplayed,    // The token's transaction was committed before; nothing was done now.
    kInProgress,  // The token's transaction is still under way.
    kTokenReused  // The token was another request's.
  };
  Fate fate = Fate::kCancelled;
  // If kCancelled, for each write why; nullopt: not because of this one. kConditionFailed,
  // kValidation or kTransactionConflict.
  std::vector<std::optional<Error>> reasons;
};

struct TransactionRead {
  TablePtr table;
  ItemKey key;
};

// What some items were at one instant; nullopt: absent.
struct TransactionReads {
  std::vector<std::optional<StoredItem>> items;
  // Which of them a transaction under way holds, or other writes kept changing. Any: `items` is
  // not to be used.
  std::vector<bool> contended;
};

// How long a token is remembered. Source: Amazon DynamoDB API Reference, ClientRequestToken.
inline constexpr int64_t kTransactionTokenMillis = 10 * 60 * 1000;

class TransactionStore {
 public:
  virtual ~TransactionStore() = default;

  // Requires: no item twice, at least one. An error (those of TableStore::Update) is of the whole;
  // after kInternal and kTimeout the outcome is unknown, after every other nothing was written.
  virtual void Write(std::vector<TransactionWrite> writes, std::optional<TransactionToken> token,
                     UniqueFunction<void(Result<TransactionOutcome>)> done) = 0;

  virtual Result<TransactionReads> Read(const std::vector<TransactionRead>& reads) = 0;
};

}  // namespace meridian

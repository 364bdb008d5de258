// MeteredTransactions: a TransactionStore that charges for its items, twice, and refuses what is
// over a table's throughput.
//
// A write that finds its table's allowance used up is a reason to cancel, before anything is
// judged; a reading transaction fails as a whole.
//
// Threads: as TransactionStore. Source: dynamodb.md 1.7, 4.4.
#pragma once

#include "regions/capacity/capacity_ledger.h"
#include "storage/table/transaction_store.h"

namespace meridian {

class MeteredTransactions final : public TransactionStore {
 public:
  // Both outlive this.
  MeteredTransactions(TransactionStore& store, CapacityLedger& ledger)
      : store_(store), ledger_(ledger) {}

  void Write(std::vector<TransactionWrite> writes, std::optional<TransactionToken> token,
             UniqueFunction<void(Result<TransactionOutcome>)> done) override;
  Result<TransactionReads> Read(const std::vector<TransactionRead>& reads) override;

 private:
  TransactionStore& store_;
  CapacityLedger& ledger_;
};

}  // namespace meridian

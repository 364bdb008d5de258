#include "regions/capacity/metered_transactions.h"

#include <algorithm>
#include <utility>

namespace meridian {
namespace {

// Every read and every write of a transaction is done twice, and charged so.
constexpr double kTransactFactor = 2;

size_t BytesOf(const StoredItem* item) {
  return item != nullptr && item->state.value ? item->state.value->item_bytes : 0;
}

}  // namespace

void MeteredTransactions::Write(std::vector<TransactionWrite> writes,
                                std::optional<TransactionToken> token,
                                UniqueFunction<void(Result<TransactionOutcome>)> done) {
  TransactionOutcome refused;
  bool any = false;
  for (TransactionWrite& write : writes) {
    refused.reasons.emplace_back();
    const TableAllowancesPtr allowances = ledger_.Find(write.table->number);
    if (!allowances) continue;
    if (Status admitted = allowances->write->Admit(); !admitted) {
      // A reason has a message and nothing more.
      const Error& error = admitted.error();
      refused.reasons.back() = Error{error.code, ReadThrottling(error.message).message};
      any = true;
    }
    write.decide = [decide = std::move(write.decide), allowance = allowances->write](
                       const StoredItem* current) mutable -> Result<Decision> {
      auto decision = decide(current);
      const size_t after = decision && decision->value ? decision->value->item_bytes : 0;
      allowance->Consume(kTransactFactor * WriteUnits(std::max(BytesOf(current), after)));
      return decision;
    };
  }
  if (any) return done(std::move(refused));
  store_.Write(std::move(writes), std::move(token), std::move(done));
}

Result<TransactionReads> MeteredTransactions::Read(const std::vector<TransactionRead>& reads) {
  for (const TransactionRead& read : reads) {
    const TableAllowancesPtr allowances = ledger_.Find(read.table->number);
    if (allowances) TRY(allowances->read->Admit());
  }
  TRY(TransactionReads found, store_.Read(reads));
  for (size_t i = 0; i < reads.size() && i < found.items.size(); ++i) {
    const TableAllowancesPtr allowances = ledger_.Find(reads[i].table->number);
    if (!allowances) continue;
    const auto& item = found.items[i];
    allowances->read->Consume(kTransactFactor * ReadUnits(item ? BytesOf(&*item) : 0, true));
  }
  return found;
}

}  // namespace meridian

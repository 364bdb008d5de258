// FakeTransactionStore: a TransactionStore over a FakeTableStore, serial and immediate.
//
// Hold makes an item look held by another transaction. Tokens are remembered for ever.
//
// Threads: confined to one.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "storage/table/transaction_store.h"
#include "tests/support/fake_table_store.h"

namespace meridian {

class FakeTransactionStore final : public TransactionStore {
 public:
  explicit FakeTransactionStore(FakeTableStore& items) : items_(items) {}

  void Write(std::vector<TransactionWrite> writes, std::optional<TransactionToken> token,
             UniqueFunction<void(Result<TransactionOutcome>)> done) override {
    using Fate = TransactionOutcome::Fate;
    if (token && in_progress.contains(token->text)) return done(Of(Fate::kInProgress));
    if (token) {
      const auto used = tokens_.find(token->text);
      if (used != tokens_.end()) {
        return done(Of(used->second == token->fingerprint ? Fate::kReplayed : Fate::kTokenReused));
      }
    }
    TransactionOutcome outcome;
    outcome.reasons.resize(writes.size());
    std::vector<Decision> decisions;
    for (size_t i = 0; i < writes.size(); ++i) {
      auto decision = Judge(writes[i]);
      if (decision) {
        decisions.push_back(*std::move(decision));
      } else {
        outcome.reasons[i] = decision.error();
      }
    }
    if (decisions.size() < writes.size()) return done(std::move(outcome));
    for (size_t i = 0; i < writes.size(); ++i) Store(writes[i], std::move(decisions[i]));
    if (token) tokens_[token->text] = token->fingerprint;
    done(Of(Fate::kCommitted));
  }

  Result<TransactionReads> Read(const std::vector<TransactionRead>& reads) override {
    TransactionReads found;
    for (const TransactionRead& read : reads) {
      TRY(auto item, items_.Get(*read.table, read.key));
      found.items.push_back(std::move(item));
      found.contended.push_back(held_.contains({read.table->id, read.key}));
    }
    return found;
  }

  void Hold(const Table& table, const ItemKey& key) { held_.emplace(table.id, key); }

  std::set<std::string> in_progress;  // Tokens.

 private:
  static TransactionOutcome Of(TransactionOutcome::Fate fate) {
    TransactionOutcome outcome;
    outcome.fate = fate;
    return outcome;
  }

  Result<Decision> Judge(TransactionWrite& write) {
    if (held_.contains({write.table->id, write.key})) {
      return Error{Errc::kTransactionConflict, "Transaction is ongoing for the item."};
    }
    TRY(const auto current, items_.Get(*write.table, write.key));
    return write.decide(current ? &*current : nullptr);
  }

  void Store(const TransactionWrite& write, Decision decision) {
    items_.Update(
        write.table, write.key,
        [&](const StoredItem*) -> Result<Decision> { return std::move(decision); },
        [](Result<Committed>) {});
  }

  FakeTableStore& items_;
  std::set<std::pair<TableId, ItemKey>> held_;
  std::map<std::string, std::string> tokens_;  // Token -> fingerprint.
};

}  // namespace meridian

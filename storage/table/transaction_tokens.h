// TransactionTokens: which clients' tokens were used, and which are being used.
//
// A used token is a row in the batch that decides its transaction, in that batch's shard, so that
// it is known exactly if the transaction is committed, also after a crash. It is looked for in all
// shards. That a token is being used is known in memory alone: after a crash its transaction is
// either decided, and the row is there, or it is undone.
//
// Threads: Begin and End from any thread; the rest in a turn.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "storage/table/region.h"
#include "storage/table/transaction_codec.h"
#include "storage/table/transaction_store.h"

namespace meridian {

class TransactionTokens {
 public:
  // `region` outlives this.
  explicit TransactionTokens(const Region& region) : region_(region) {}

  // nullopt: the token is free, and is being used from now on until End. Else the fate of the
  // request that brought it.
  Result<std::optional<TransactionOutcome::Fate>> Begin(const TransactionToken& token);
  // Its transaction is over. If it was committed, every read finds the row.
  void End(const TransactionToken& token);

  // In the turn that decides the transaction: whether it was decided before after all. Begin may
  // have read a database that failed, and found out less than the one that was opened since.
  Result<std::optional<TransactionOutcome::Fate>> Find(const Turn& turn,
                                                       const TransactionToken& token) const;
  void Use(Turn& turn, const TransactionToken& token) const;
  // In a turn of the shard: removes up to `limit` expired tokens of it; says how many.
  Result<size_t> Sweep(Turn& turn, size_t limit) const;

 private:
  Result<std::optional<UsedToken>> FindUsed(const std::string& text) const;

  const Region& region_;
  std::mutex mutex_;
  std::map<std::string, std::string> in_use_;  // Token -> fingerprint.
};

}  // namespace meridian

// TransactionCoordinator: the TransactionStore over a Region. See transaction_store.h for the
// contract.
#pragma once

#include <memory>

#include "storage/base/random.h"
#include "storage/table/transaction_run.h"
#include "storage/table/transaction_store.h"

namespace meridian {

class TransactionCoordinator final : public TransactionStore {
 public:
  // `region` and `random` outlive this. `merge` as in ReplicaStore::Apply: for an item that another
  // region's change reached between prepare and commit.
  TransactionCoordinator(Region& region, const SettingsStore& settings, SecureRandom& random,
                         MergeFn merge);

  // Makes the outcome of what a crash interrupted known, then carries it out or undoes it. Once,
  // before anything is read.
  Status Recover();
  // Removes tokens that have expired. Call now and then.
  void SweepTokens();

  void Write(std::vector<TransactionWrite> writes, std::optional<TransactionToken> token,
             UniqueFunction<void(Result<TransactionOutcome>)> done) override;
  Result<TransactionReads> Read(const std::vector<TransactionRead>& reads) override;

 private:
  Status CheckAdmission(const std::vector<TransactionWrite>& writes) const;
  void SweepTokens(Partition leader);

  Region& region_;
  SecureRandom& random_;
  TransactionTokens tokens_;
  TransactionRun::Ground ground_;
};

}  // namespace meridian

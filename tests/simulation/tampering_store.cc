#include "tests/simulation/tampering_store.h"

namespace meridian::simulation {

void TamperingStore::Apply(Partition partition, std::vector<IncomingChange> changes, MergeFn merge,
                           ApplyOptions options, UniqueFunction<void(Status)> done) {
  if (mutant_) {
    const bool snapshot = !options.position.has_value();
    std::erase_if(changes, [&](const auto& change) { return Drops(change, snapshot); });
    merge = Spoil(std::move(merge));
    if (mutant_ == Mutant::kForgetPosition && dice_.Chance(30)) options.position.reset();
  }
  store_.Apply(partition, std::move(changes), std::move(merge), std::move(options),
               std::move(done));
}

bool TamperingStore::Drops(const IncomingChange& change, bool snapshot) {
  switch (*mutant_) {
    case Mutant::kLoseChange: return !snapshot && dice_.Chance(1);
    case Mutant::kLoseDelete: return !change.conflict && !change.state.live() && dice_.Chance(5);
    case Mutant::kLoseConflictRecord: return change.conflict.has_value();
    case Mutant::kLoseSnapshotState: return snapshot && dice_.Chance(20);
    default: return false;
  }
}

MergeFn TamperingStore::Spoil(MergeFn merge) const {
  return [merge = std::move(merge), mutant = *mutant_](const ItemState* current,
                                                       const ItemState& incoming) {
    MergeOutcome outcome = merge(current, incoming);
    if (mutant == Mutant::kForgetConflict) outcome.losers.clear();
    if (current == nullptr) return outcome;
    const bool replaced = outcome.state.version.id() != current->version.id();
    if (mutant == Mutant::kFalseConflict && replaced && outcome.losers.empty()) {
      outcome.losers.push_back(*current);
    }
    const bool tie = current->version.time == incoming.version.time;
    if (mutant == Mutant::kTieByArrival && tie && replaced) outcome.state = *current;
    return outcome;
  };
}

void TamperingStore::SetHorizon(Partition partition, HybridTime horizon) {
  if (mutant_ == Mutant::kPurgeEarly) horizon = HybridTime::FromMillis(wall_.NowMillis());
  store_.SetHorizon(partition, horizon);
}

}  // namespace meridian::simulation

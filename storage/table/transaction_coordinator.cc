#include "storage/table/transaction_coordinator.h"

#include <algorithm>
#include <map>
#include <set>

#include "storage/base/log.h"
#include "storage/engine/keyspace.h"
#include "storage/table/transaction_codec.h"
#include "storage/table/write_admission.h"

namespace meridian {
namespace {

using Fate = TransactionOutcome::Fate;

constexpr size_t kTokensPerTurn = 500;

// What a crash left of one transaction.
struct Interrupted {
  std::optional<TransactionDecision> decision;
  std::optional<Partition> coordinator;
  std::vector<HeldPartPtr> parts;
};
using AllInterrupted = std::map<TransactionId, Interrupted>;

Status FindDecisions(const Region& region, AllInterrupted* all) {
  for (const Partition partition : region.Partitions()) {
    if (partition == kControlPartition) continue;
    const DatabasePtr database = region.shard(partition).database();
    if (database == nullptr) return Error{Errc::kUnavailable, "The store is recovering"};
    const std::string prefix = RowPrefix(partition, RowKind::kDecision);
    RowCursor rows(database, prefix, PrefixEnd(prefix));
    for (; rows.Valid(); rows.Next()) {
      TRY(auto decision, DecodeDecision(rows.value()));
      Interrupted& one = (*all)[decision.id];
      one.coordinator = partition;
      one.decision = std::move(decision);
    }
    TRY(rows.status());
  }
  return OkStatus();
}

void FindParts(const Region& region, AllInterrupted* all) {
  for (const Partition leader : region.ShardLeaders()) {
    for (HeldPartPtr& held : region.log(leader).locks().Held()) {
      Interrupted& one = (*all)[held->part.id];
      one.coordinator = held->part.coordinator;
      one.parts.push_back(std::move(held));
    }
  }
}

}  // namespace

TransactionCoordinator::TransactionCoordinator(Region& region, const SettingsStore& settings,
                                               SecureRandom& random, MergeFn merge)
    : region_(region),
      random_(random),
      tokens_(region),
      ground_{
          .region = region, .settings = settings, .tokens = tokens_, .merge = std::move(merge)} {}

Status TransactionCoordinator::Recover() {
  AllInterrupted all;
  TRY(FindDecisions(region_, &all));
  FindParts(region_, &all);
  for (const auto& [id, one] : all) {
    std::set<Partition> partitions;
    std::set<TransactionPtr> records;
    for (const HeldPartPtr& held : one.parts) {
      partitions.insert(held->part.partition);
      records.insert(held->transaction);
    }
    if (records.empty()) records.insert(std::make_shared<TransactionRecord>(id));
    // Each shard made a record of its own; from here on all of them say the same.
    if (one.decision.has_value()) {
      for (const TransactionPtr& record : records) record->Decide(*one.decision);
    }
    auto run = std::make_shared<TransactionRun>(
        ground_, *records.begin(), *one.coordinator,
        std::vector<Partition>(partitions.begin(), partitions.end()));
    run->Resume();
  }
  if (!all.empty()) LogInfo("transactions.recovered", {{"count", all.size()}});
  return OkStatus();
}

void TransactionCoordinator::SweepTokens() {
  for (const Partition leader : region_.ShardLeaders()) SweepTokens(leader);
}

void TransactionCoordinator::SweepTokens(Partition leader) {
  auto swept = std::make_shared<size_t>(0);
  region_.shard(leader).Submit(
      [this, swept](Turn& turn) -> Status {
        TRY(*swept, tokens_.Sweep(turn, kTokensPerTurn));
        return OkStatus();
      },
      [this, leader, swept](Status status) {
        if (status && *swept == kTokensPerTurn) SweepTokens(leader);
      });
}

Status TransactionCoordinator::CheckAdmission(const std::vector<TransactionWrite>& writes) const {
  for (const TransactionWrite& write : writes) {
    TRY(CheckWriteAdmission(region_, *write.table, region_.map().OfSlot(write.key.slot)));
  }
  return OkStatus();
}

void TransactionCoordinator::Write(std::vector<TransactionWrite> writes,
                                   std::optional<TransactionToken> token,
                                   UniqueFunction<void(Result<TransactionOutcome>)> done) {
  if (Status admitted = CheckAdmission(writes); !admitted) return done(std::move(admitted).error());
  if (token.has_value()) {
    auto fate = tokens_.Begin(*token);
    if (!fate) return done(std::move(fate).error());
    if (fate->has_value()) return done(TransactionOutcome{**fate, {}});
  }
  TransactionId id;
  const std::string bytes = random_.Bytes(id.bytes.size());
  std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
  std::make_shared<TransactionRun>(ground_, id, std::move(writes), std::move(token),
                                   std::move(done))
      ->Start();
}

}  // namespace meridian

#include "storage/table/transaction_turns.h"

#include <algorithm>

#include "storage/base/check.h"
#include "storage/table/transaction_codec.h"

namespace meridian {
namespace {

ItemTurn At(const TransactionTurn& in, Partition partition) {
  return {.turn = in.turn,
          .log = in.region.log(partition),
          .partition = partition,
          .origin = in.region.origin(),
          .horizon = in.region.Horizon(partition),
          .settings = *in.settings,
          .catalog_sequence = in.region.catalog().published().sequence,
          .now_millis = in.region.wall().NowMillis()};
}

bool IsReason(const Error& error) {
  return error.code == Errc::kConditionFailed || error.code == Errc::kValidation;
}

// Judges one; nullopt, and `*reason`, if it can't be.
Result<std::optional<JudgedWrite>> JudgeOne(const TransactionTurn& in, const CatalogView& catalog,
                                            TransactionWrite& write, std::optional<Error>* reason) {
  JudgedWrite judged;
  judged.table = FindServing(catalog, *write.table);
  if (judged.table == nullptr) return Error{Errc::kNotFound, "Requested resource not found"};
  judged.partition = in.region.map().OfSlot(write.key.slot);
  judged.key = &write.key;
  const ItemTurn at = At(in, judged.partition);
  if (at.log.locks().Holds(judged.table->id, write.key)) {
    *reason = Error{Errc::kTransactionConflict, "Transaction is ongoing for the item."};
    return std::optional<JudgedWrite>();
  }
  TRY(judged.stored, LoadItem(at, *judged.table, write.key));
  const bool live = judged.stored.has_value() && judged.stored->state.live();
  auto decision = write.decide(live ? &*judged.stored : nullptr);
  if (decision) {
    judged.decision = *std::move(decision);
    return std::optional<JudgedWrite>(std::move(judged));
  }
  if (!IsReason(decision.error())) return std::move(decision).error();
  *reason = std::move(decision).error();
  return std::optional<JudgedWrite>();
}

void Count(const TableId& table, Partition partition, std::vector<TransactionParticipant>* all) {
  const auto at = std::find_if(all->begin(), all->end(), [&](const TransactionParticipant& one) {
    return one.table == table && one.partition == partition;
  });
  if (at == all->end()) {
    all->push_back({table, partition, 1});
  } else {
    ++at->changes;
  }
}

// The item's version may be another than the one it was prepared over: then a change of another
// region was merged meanwhile.
bool IsReplaced(const ItemState& next, const std::optional<StoredItem>& stored) {
  return !stored.has_value() || stored->state.version.id() == next.version.base;
}

}  // namespace

Result<std::vector<JudgedWrite>> Judge(const TransactionTurn& in,
                                       const std::vector<TransactionWrite*>& writes,
                                       const std::vector<std::optional<Error>*>& reasons) {
  CHECK(writes.size() == reasons.size());
  const CatalogViewPtr catalog = in.region.catalog().view();
  std::vector<JudgedWrite> judged;
  for (size_t i = 0; i < writes.size(); ++i) {
    TRY(auto one, JudgeOne(in, *catalog, *writes[i], reasons[i]));
    if (one.has_value()) judged.push_back(*std::move(one));
  }
  if (judged.size() < writes.size()) judged.clear();
  return judged;
}

std::vector<TransactionParticipant> ParticipantsOf(const std::vector<JudgedWrite>& writes) {
  std::vector<TransactionParticipant> participants;
  for (const JudgedWrite& write : writes) {
    if (write.decision.outcome == Decision::Outcome::kNothing) continue;
    Count(write.table->id, write.partition, &participants);
  }
  return participants;
}

std::vector<TransactionParticipant> ParticipantsOf(const std::vector<PreparedPart>& parts) {
  std::vector<TransactionParticipant> participants;
  for (const PreparedPart& part : parts) {
    for (const PreparedItem& item : part.items) {
      if (item.next.has_value()) Count(item.table, part.partition, &participants);
    }
  }
  return participants;
}

Result<std::vector<CarriedOut>> WriteWhole(const TransactionTurn& in, const TransactionId& id,
                                           std::vector<JudgedWrite> writes) {
  auto decision = std::make_shared<TransactionDecision>();
  decision->id = id;
  decision->clock = decision->time = in.region.log(writes.front().partition).ReadClock();
  for (const JudgedWrite& write : writes) {
    decision->time = std::max(decision->time, TimeOver(decision->clock, write.stored));
  }
  decision->participants = ParticipantsOf(writes);
  std::vector<CarriedOut> done;
  for (JudgedWrite& write : writes) {
    if (write.decision.outcome == Decision::Outcome::kNothing) continue;
    ItemTurn at = At(in, write.partition);
    ItemState next =
        NextState(at, write.stored, std::move(write.decision), decision->clock, decision->time);
    TRY(const Committed committed,
        StoreNext(at, *write.table, *write.key, write.stored, std::move(next), decision));
    done.push_back(
        {write.partition, committed.commit, write.table->durability == Durability::kLog});
  }
  return done;
}

std::vector<PreparedPart> Prepare(const TransactionTurn& in, const TransactionPtr& record,
                                  Partition coordinator, std::vector<JudgedWrite> writes) {
  const HybridTime clock = in.region.log(writes.front().partition).ReadClock();
  std::map<Partition, PreparedPart> parts;
  for (JudgedWrite& write : writes) {
    PreparedPart& part = parts[write.partition];
    part.id = record->id();
    part.partition = write.partition;
    part.coordinator = coordinator;
    part.clock = clock;
    PreparedItem item{.table = write.table->id,
                      .slot = write.key->slot,
                      .key = write.key->Encoded(),
                      .next = std::nullopt};
    if (write.decision.outcome != Decision::Outcome::kNothing) {
      const ItemTurn at = At(in, write.partition);
      item.next = NextState(at, write.stored, std::move(write.decision), clock,
                            TimeOver(clock, write.stored));
    }
    part.items.push_back(std::move(item));
  }
  std::vector<PreparedPart> prepared;
  for (auto& [partition, part] : parts) {
    in.turn.Put(PreparedRow(partition, part.id), EncodePreparedPart(part));
    prepared.push_back(part);
    in.region.log(partition).locks().Lock(
        std::make_shared<const HeldPart>(HeldPart{std::move(part), record}));
  }
  return prepared;
}

Result<std::vector<CarriedOut>> CarryOut(const TransactionTurn& in, Partition partition,
                                         const TransactionId& id, const MergeFn& merge) {
  std::vector<CarriedOut> done;
  ItemTurn at = At(in, partition);
  const HeldPartPtr held = at.log.locks().Find(partition, id);
  if (held == nullptr) return done;
  const TransactionDecisionPtr decision = held->transaction->shared_decision();
  CHECK(decision != nullptr);
  const CatalogViewPtr catalog = in.region.catalog().view();
  for (const PreparedItem& item : held->part.items) {
    const TablePtr table = catalog->FindById(item.table);
    // Dropped since, with everything in it.
    if (table == nullptr || !table->replicas.contains(in.region.options().name)) continue;
    if (!item.next.has_value()) continue;
    const ItemKey key{.slot = item.slot, .hash = item.key, .range = {}};
    ItemState next = DecidedState(item, *decision);
    TRY(const auto stored, LoadItem(at, *table, key));
    Committed committed;
    if (IsReplaced(next, stored)) {
      // What the stored version has seen may have grown since.
      if (stored.has_value()) {
        const Version& old = stored->state.version;
        next.version.seen.Merge(old.seen);
        next.version.horizon = std::max(next.version.horizon, old.horizon);
      }
      TRY(committed, StoreNext(at, *table, key, stored, std::move(next), decision));
    } else {
      TRY(committed, MergeNext(at, *table, key, *stored, std::move(next), merge, decision));
    }
    done.push_back({partition, committed.commit, table->durability == Durability::kLog});
  }
  in.turn.Delete(PreparedRow(partition, id));
  at.log.locks().Unlock(held);
  return done;
}

void Undo(const TransactionTurn& in, Partition partition, const TransactionId& id) {
  TransactionLocks& locks = in.region.log(partition).locks();
  const HeldPartPtr held = locks.Find(partition, id);
  if (held == nullptr) return;
  in.turn.Delete(PreparedRow(partition, id));
  locks.Unlock(held);
}

}  // namespace meridian

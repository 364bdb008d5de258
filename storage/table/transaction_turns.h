// What one turn does for a transaction: judge, prepare, decide, carry out, undo.
//
// Threads: called within a turn, on the shard's executor.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "storage/table/item_turns.h"
#include "storage/table/region.h"
#include "storage/table/settings_store.h"
#include "storage/table/transaction_store.h"

namespace meridian {

// A write whose condition holds, and what it was judged by.
struct JudgedWrite {
  TablePtr table;  // As the catalog has it now.
  Partition partition{0};
  const ItemKey* key = nullptr;
  std::optional<StoredItem> stored;
  Decision decision;
};

// A change that was carried out, for who waits until the log has it.
struct CarriedOut {
  Partition partition{0};
  uint64_t commit = 0;
  bool await_log = false;
};

// Where the functions below work.
struct TransactionTurn {
  const Region& region;
  SettingsViewPtr settings;
  Turn& turn;
};

// Judges `writes`, all of them though one fails, and puts why one can't be into its place in
// `reasons`. The answer is empty if any can't. An error is the whole transaction's.
Result<std::vector<JudgedWrite>> Judge(const TransactionTurn& in,
                                       const std::vector<TransactionWrite*>& writes,
                                       const std::vector<std::optional<Error>*>& reasons);

// Which partitions of which tables `writes` change.
std::vector<TransactionParticipant> ParticipantsOf(const std::vector<JudgedWrite>& writes);
std::vector<TransactionParticipant> ParticipantsOf(const std::vector<PreparedPart>& parts);

// Carries out all of a transaction in this turn. Requires: every partition is of this shard.
Result<std::vector<CarriedOut>> WriteWhole(const TransactionTurn& in, const TransactionId& id,
                                           std::vector<JudgedWrite> writes);

// Prepares and locks. One part for each partition; the shard's reading is in each.
std::vector<PreparedPart> Prepare(const TransactionTurn& in, const TransactionPtr& record,
                                  Partition coordinator, std::vector<JudgedWrite> writes);

// Carries out, or undoes, the part in `partition` and unlocks its items; nothing if there is none
// any more. Requires for CarryOut: the transaction is decided.
Result<std::vector<CarriedOut>> CarryOut(const TransactionTurn& in, Partition partition,
                                         const TransactionId& id, const MergeFn& merge);
void Undo(const TransactionTurn& in, Partition partition, const TransactionId& id);

}  // namespace meridian

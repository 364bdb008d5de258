// Transactions as values: what a shard keeps of one while it is under way, and what is decided.
//
// A transaction whose items live in one shard is one turn and leaves nothing of this behind. One
// over several shards is prepared in each (a PreparedPart a partition, kept in the store), then
// decided by one row in the partition of its first item (a TransactionDecision), then carried out
// in each. docs/design/0006-transactions.md.
//
// Threads: values; TransactionRecord from any thread.
#pragma once

#include <array>
#include <atomic>
#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "storage/engine/partition.h"
#include "storage/table/item_state.h"
#include "storage/table/schema.h"

namespace meridian {

// 128 random bits.
struct TransactionId {
  std::array<uint8_t, 16> bytes{};
  friend auto operator<=>(const TransactionId&, const TransactionId&) = default;
};

// How many changes of a transaction are in one table's part of one partition.
struct TransactionParticipant {
  TableId table;
  Partition partition{0};
  uint32_t changes = 0;
  friend bool operator==(const TransactionParticipant&, const TransactionParticipant&) = default;
};

// What was decided, once: the transaction is committed, with this time in every part. Also what a
// change in the log says of the transaction that it is a part of.
struct TransactionDecision {
  TransactionId id;
  HybridTime time;   // Of every version it makes, above every version that it replaces.
  HybridTime clock;  // Of every version it makes.
  std::vector<TransactionParticipant> participants;
  friend bool operator==(const TransactionDecision&, const TransactionDecision&) = default;
};
using TransactionDecisionPtr = std::shared_ptr<const TransactionDecision>;

struct PreparedItem {
  TableId table;
  Slot slot{0};
  std::string key;  // ItemKey::Encoded.
  // What it becomes; nullopt: it is only checked. The version's time and clock are the decision's,
  // the rest is as it was when the condition was judged.
  std::optional<ItemState> next;
  friend bool operator==(const PreparedItem&, const PreparedItem&) = default;
};

// A transaction's items in one partition, all conditions judged and true, all locked.
struct PreparedPart {
  TransactionId id;
  Partition partition{0};
  Partition coordinator{0};  // Where the decision is.
  HybridTime clock;          // The shard's reading when it prepared: the decision's is no less.
  std::vector<PreparedItem> items;
  friend bool operator==(const PreparedPart&, const PreparedPart&) = default;
};

// What this process knows of a transaction over several shards. One object is shared by all its
// parts, so that its outcome shows in all of them at one instant.
class TransactionRecord {
 public:
  explicit TransactionRecord(const TransactionId& id) : id_(id) {}

  const TransactionId& id() const { return id_; }
  // What was decided; nullptr while nothing is, and for ever if the transaction is undone.
  const TransactionDecision* decision() const { return decision_.load(std::memory_order_acquire); }
  TransactionDecisionPtr shared_decision() const { return decision() ? kept_ : nullptr; }
  // Requires: nothing is decided yet. The decision is on disk.
  void Decide(TransactionDecision decision) {
    kept_ = std::make_shared<const TransactionDecision>(std::move(decision));
    decision_.store(kept_.get(), std::memory_order_release);
  }

 private:
  const TransactionId id_;
  TransactionDecisionPtr kept_;  // Written once, before decision_.
  std::atomic<const TransactionDecision*> decision_{nullptr};
};
using TransactionPtr = std::shared_ptr<TransactionRecord>;

// `item.next` with the version that `decision` gives it. Requires: `item` isn't only checked.
ItemState DecidedState(const PreparedItem& item, const TransactionDecision& decision);

}  // namespace meridian

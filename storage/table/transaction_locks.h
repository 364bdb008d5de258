// TransactionLocks: the items of one shard that prepared transactions hold.
//
// They live in memory, so that a write that meets no transaction costs one comparison; the prepared
// rows in the store are the truth, and the locks are made from them when the database is opened. A
// lock is known at once to the turns that follow, and to readers from when its batch is on disk
// until the transaction's outcome is.
//
// Threads: what is under "from any thread" is; the rest belongs to the shard's executor.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "storage/engine/shard.h"
#include "storage/table/table_store.h"
#include "storage/table/transaction.h"

namespace meridian {

// One part that is locked, and the transaction that it belongs to.
struct HeldPart {
  PreparedPart part;
  TransactionPtr transaction;
};
using HeldPartPtr = std::shared_ptr<const HeldPart>;

class TransactionLocks {
 public:
  explicit TransactionLocks(std::vector<Partition> partitions)
      : partitions_(std::move(partitions)) {}

  // --- In a turn.
  // Whether a transaction holds the item.
  bool Holds(const TableId& table, const ItemKey& key) const {
    return !items_.empty() && items_.contains(LockName(table, key.Encoded()));
  }
  // nullptr: nothing of that transaction is held there.
  HeldPartPtr Find(Partition partition, const TransactionId& id) const;
  // Requires: none of its items is held.
  void Lock(HeldPartPtr part);
  // Requires: it is held.
  void Unlock(const HeldPartPtr& part);
  // A reading of the shard's clock, lowered to where every later change of this shard is above it.
  HybridTime BelowPrepared(HybridTime reading) const;
  // An item vanishes without leaving a version.
  void Erased() { ++erasures_; }

  // --- The hooks; storage/engine/shard.h.
  Status Load(const DatabasePtr& database);
  void TurnBegins();
  void TurnFails();
  void Committed();

  // --- From any thread.
  struct Seen {
    bool locked = false;               // By a transaction that isn't decided.
    std::optional<ItemState> decided;  // What a decided one makes of the item.
  };
  // What holds the item, for a reader. The store is to be read after this, never before: what isn't
  // held any more is there.
  Seen Look(const TableId& table, const ItemKey& key) const;
  // Grows whenever an item vanishes without leaving a version: only then can an item be absent,
  // present and absent again without a trace.
  uint64_t erasures() const { return erasures_; }
  // All parts held, as of the last commit.
  std::vector<HeldPartPtr> Held() const;

 private:
  using PartName = std::pair<Partition, TransactionId>;
  struct Step {
    bool lock;
    HeldPartPtr part;
  };
  struct Item {
    HeldPartPtr part;
    size_t index = 0;
  };
  using Items = std::unordered_map<std::string, Item>;

  static std::string LockName(const TableId& table, std::string_view key);
  static void Take(const Step& step, Items* items, std::map<PartName, HeldPartPtr>* parts);
  TransactionPtr RecordOf(const TransactionId& id) const;

  const std::vector<Partition> partitions_;
  Items items_;
  std::map<PartName, HeldPartPtr> parts_;
  std::vector<Step> turn_;   // What the turn under way did.
  std::vector<Step> batch_;  // What the batch did before it.
  std::atomic<uint64_t> erasures_{0};

  std::atomic<size_t> seen_count_{0};  // Size of seen_.
  mutable std::mutex mutex_;           // Guards what follows: what is on disk.
  Items seen_;
  std::map<PartName, HeldPartPtr> seen_parts_;
};

}  // namespace meridian

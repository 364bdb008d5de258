#include "storage/table/transaction_locks.h"

#include <algorithm>
#include <ranges>

#include "storage/base/check.h"
#include "storage/engine/keyspace.h"
#include "storage/table/transaction_codec.h"

namespace meridian {

std::string TransactionLocks::LockName(const TableId& table, std::string_view key) {
  std::string name(table.bytes.begin(), table.bytes.end());
  return name.append(key);
}

void TransactionLocks::Take(const Step& step, Items* items,
                            std::map<PartName, HeldPartPtr>* parts) {
  const PreparedPart& part = step.part->part;
  const PartName name{part.partition, part.id};
  if (!step.lock) {
    for (const PreparedItem& item : part.items) items->erase(LockName(item.table, item.key));
    parts->erase(name);
    return;
  }
  for (size_t i = 0; i < part.items.size(); ++i) {
    const auto [at, added] =
        items->try_emplace(LockName(part.items[i].table, part.items[i].key), Item{step.part, i});
    CHECK(added);
  }
  parts->emplace(name, step.part);
}

// --- In a turn.

HeldPartPtr TransactionLocks::Find(Partition partition, const TransactionId& id) const {
  const auto at = parts_.find({partition, id});
  return at == parts_.end() ? nullptr : at->second;
}

void TransactionLocks::Lock(HeldPartPtr part) {
  turn_.push_back({true, std::move(part)});
  Take(turn_.back(), &items_, &parts_);
}

void TransactionLocks::Unlock(const HeldPartPtr& part) {
  turn_.push_back({false, part});
  Take(turn_.back(), &items_, &parts_);
}

HybridTime TransactionLocks::BelowPrepared(HybridTime reading) const {
  for (const auto& [name, held] : parts_) {
    reading = std::min(reading, HybridTime{held->part.clock.bits - 1});
  }
  return reading;
}

// --- The hooks.

// The record that the parts of this transaction share, if anything of it is known here.
TransactionPtr TransactionLocks::RecordOf(const TransactionId& id) const {
  const auto is_it = [&](const HeldPartPtr& held) { return held->part.id == id; };
  for (const auto& [name, held] : parts_) {
    if (is_it(held)) return held->transaction;
  }
  for (const auto& [name, held] : seen_parts_) {
    if (is_it(held)) return held->transaction;
  }
  for (const Step& step : batch_) {
    if (is_it(step.part)) return step.part->transaction;
  }
  return std::make_shared<TransactionRecord>(id);
}

Status TransactionLocks::Load(const DatabasePtr& database) {
  std::move(turn_.begin(), turn_.end(), std::back_inserter(batch_));
  turn_.clear();
  const std::lock_guard lock(mutex_);
  Items items;
  std::map<PartName, HeldPartPtr> parts;
  std::map<TransactionId, TransactionPtr> records;
  for (const Partition partition : partitions_) {
    const std::string prefix = RowPrefix(partition, RowKind::kPrepared);
    RowCursor rows(database, prefix, PrefixEnd(prefix));
    for (; rows.Valid(); rows.Next()) {
      TRY(auto part, DecodePreparedPart(rows.key(), rows.value()));
      const auto [record, added] = records.try_emplace(part.id);
      if (added) record->second = RecordOf(part.id);
      auto held = std::make_shared<const HeldPart>(HeldPart{std::move(part), record->second});
      Take({true, std::move(held)}, &items, &parts);
    }
    TRY(rows.status());
  }
  batch_.clear();
  items_ = seen_ = std::move(items);
  parts_ = seen_parts_ = std::move(parts);
  seen_count_ = seen_.size();
  return OkStatus();
}

void TransactionLocks::TurnBegins() {
  std::move(turn_.begin(), turn_.end(), std::back_inserter(batch_));
  turn_.clear();
}

void TransactionLocks::TurnFails() {
  for (const Step& step : turn_ | std::views::reverse) {
    Take({!step.lock, step.part}, &items_, &parts_);
  }
  turn_.clear();
}

void TransactionLocks::Committed() {
  TurnBegins();
  if (batch_.empty()) return;
  const std::lock_guard lock(mutex_);
  for (const Step& step : batch_) Take(step, &seen_, &seen_parts_);
  seen_count_ = seen_.size();
  batch_.clear();
}

// --- From any thread.

TransactionLocks::Seen TransactionLocks::Look(const TableId& table, const ItemKey& key) const {
  if (seen_count_ == 0) return {};
  const std::string name = LockName(table, key.Encoded());
  const std::lock_guard lock(mutex_);
  const auto at = seen_.find(name);
  if (at == seen_.end()) return {};
  const TransactionDecision* decision = at->second.part->transaction->decision();
  if (decision == nullptr) return {.locked = true, .decided = std::nullopt};
  const PreparedItem& item = at->second.part->part.items[at->second.index];
  if (!item.next.has_value()) return {};
  return {.locked = false, .decided = DecidedState(item, *decision)};
}

std::vector<HeldPartPtr> TransactionLocks::Held() const {
  const std::lock_guard lock(mutex_);
  std::vector<HeldPartPtr> held;
  for (const auto& [name, part] : seen_parts_) held.push_back(part);
  return held;
}

}  // namespace meridian

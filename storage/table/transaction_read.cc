// Reading several items as of one instant, without locks.
//
// Every item is read, then every item again. If nothing changed between, what was read is what the
// items were at the moment between the two rounds, since every change makes a version that never
// was before. An item that vanishes without a version (a delete in a table of one region, a purged
// tombstone) is the exception; those are counted, and the count must stand still too.
#include <algorithm>

#include "storage/table/item_read.h"
#include "storage/table/transaction_coordinator.h"

namespace meridian {
namespace {

// After so many rounds that found changes, the items that changed last are called contended.
constexpr int kRoundsMax = 4;

struct Round {
  std::vector<std::optional<StoredItem>> items;  // Tombstones too.
  std::vector<bool> locked;
  std::vector<uint64_t> erasures;  // By shard, from before the round.
};

bool IsSame(const std::optional<StoredItem>& a, const std::optional<StoredItem>& b) {
  if (!a.has_value() || !b.has_value()) return a.has_value() == b.has_value();
  return a->state.version.id() == b->state.version.id();
}

std::vector<uint64_t> Erasures(const Region& region) {
  std::vector<uint64_t> counts;
  for (const Partition leader : region.ShardLeaders()) {
    counts.push_back(region.log(leader).locks().erasures());
  }
  return counts;
}

Result<Round> ReadRound(const Region& region, const std::vector<TransactionRead>& reads) {
  Round round;
  round.erasures = Erasures(region);
  for (const TransactionRead& read : reads) {
    bool locked = false;
    TRY(auto item, ReadItemState(region, *read.table, read.key, &locked));
    round.items.push_back(std::move(item));
    round.locked.push_back(locked);
  }
  return round;
}

// Which items' changes, or locks, keep `before` from being one instant; none: it is one.
std::vector<bool> Contended(const Region& region, const std::vector<TransactionRead>& reads,
                            const Round& before, const Round& after) {
  const std::vector<uint64_t> erasures = Erasures(region);
  std::vector<bool> contended;
  for (size_t i = 0; i < before.items.size(); ++i) {
    const auto shard =
        static_cast<size_t>(region.map().ShardOf(region.map().OfSlot(reads[i].key.slot)));
    const bool maybe_erased =
        !before.items[i].has_value() && before.erasures[shard] != erasures[shard];
    contended.push_back(before.locked[i] || after.locked[i] || maybe_erased ||
                        !IsSame(before.items[i], after.items[i]));
  }
  return contended;
}

bool Any(const std::vector<bool>& flags) {
  return std::find(flags.begin(), flags.end(), true) != flags.end();
}

}  // namespace

Result<TransactionReads> TransactionCoordinator::Read(const std::vector<TransactionRead>& reads) {
  TransactionReads answer;
  TRY(Round before, ReadRound(region_, reads));
  for (int round = 0; round < kRoundsMax; ++round) {
    TRY(Round after, ReadRound(region_, reads));
    answer.contended = Contended(region_, reads, before, after);
    const bool locked = Any(before.locked) || Any(after.locked);
    if (locked || !Any(answer.contended)) break;
    before = std::move(after);
  }
  answer.items = std::move(before.items);
  for (auto& item : answer.items) {
    if (item.has_value() && !item->state.live()) item.reset();
  }
  return answer;
}

}  // namespace meridian

#include "storage/table/item_turns.h"

#include <algorithm>

#include "storage/base/check.h"
#include "storage/engine/keyspace.h"
#include "storage/table/expiry_rows.h"
#include "storage/table/state_codec.h"
#include "storage/version/write_time.h"

namespace meridian {
namespace {

std::string ItemRow(const ItemTurn& at, const Table& table, Slot slot, std::string_view key) {
  return TableRow(at.partition, RowKind::kItem, static_cast<uint32_t>(table.number), slot, key);
}

Result<std::optional<StoredItem>> Load(const ItemTurn& at, const std::string& row) {
  TRY(const auto bytes, at.turn.Get(row));
  if (!bytes.has_value()) return std::optional<StoredItem>();
  TRY(auto item, DecodeStoredItem(*bytes));
  return std::optional<StoredItem>(std::move(item));
}

// The version of this region's own next state over `replaced` (nullptr: nothing was stored).
Version Stamp(ItemTurn& at, const ItemState* replaced, StateKind kind) {
  Version version;
  version.origin = at.origin;
  version.clock = version.time = at.log.ReadClock();
  version.horizon = at.horizon;
  if (replaced != nullptr) {
    const Version& old = replaced->version;
    version.policy_epoch = old.policy_epoch;
    version.time = kind == StateKind::kExpiry ? ExpiryTime(old.time)
                                              : std::max(version.time, NextWriteTime(old.time));
    version.horizon = std::max(version.horizon, old.horizon);
    version.seen = old.seen;
    version.base = old.id();
  }
  version.seen.Raise(version.origin, version.time, version.settles());
  version.seen.DropSettled(version.horizon);
  return version;
}

ItemTotals TotalsOf(const ItemState* state) {
  if (state == nullptr || !state->live()) return {};
  return {.items = 1, .bytes = state->value->item_bytes};
}

// `stored` gives way to `next`; either may be nullptr (nothing).
void CountItem(ItemTurn& at, const Table& table, const std::optional<StoredItem>& stored,
               const ItemState* next) {
  const ItemTotals before = TotalsOf(stored.has_value() ? &stored->state : nullptr);
  const ItemTotals after = TotalsOf(next);
  at.log.sizes().Add(at.partition, table.number,
                     {.items = after.items - before.items, .bytes = after.bytes - before.bytes});
}

// The same of the item's expiry row.
void MoveExpiry(ItemTurn& at, const Table& table, Slot slot, std::string_view key,
                const std::optional<StoredItem>& stored, const ItemState* next) {
  MoveExpiryRow(at.turn, at.partition, table.number, at.settings.Of(table.id).time_to_live, slot,
                key, stored.has_value() ? &stored->state : nullptr, next);
}

void StoreState(ItemTurn& at, const Table& table, Slot slot, std::string_view key,
                const std::optional<StoredItem>& stored, const ItemState& state, uint64_t commit) {
  const auto number = static_cast<uint32_t>(table.number);
  if (stored.has_value() && !stored->state.live()) {
    at.turn.Delete(
        TombstoneRow(at.partition, stored->state.version.settles().bits, number, slot, key));
  }
  if (!state.live()) {
    at.turn.Put(TombstoneRow(at.partition, state.version.settles().bits, number, slot, key), "");
  }
  at.turn.Put(ItemRow(at, table, slot, key), EncodeStoredItem(state, commit));
  MoveExpiry(at, table, slot, key, stored, &state);
  CountItem(at, table, stored, &state);
}

// The item goes, without a tombstone.
void EraseState(ItemTurn& at, const Table& table, Slot slot, std::string_view key,
                const StoredItem& stored) {
  if (!stored.state.live()) {
    at.turn.Delete(TombstoneRow(at.partition, stored.state.version.settles().bits,
                                static_cast<uint32_t>(table.number), slot, key));
  }
  at.turn.Delete(ItemRow(at, table, slot, key));
  MoveExpiry(at, table, slot, key, stored, nullptr);
  CountItem(at, table, stored, nullptr);
}

// What every change to an item has in common.
Change ChangeOf(const ItemTurn& at, ChangeKind kind, const Table& table, Slot slot,
                std::string_view key, uint64_t commit) {
  Change change;
  change.commit = commit;
  change.kind = kind;
  change.table = table.id;
  change.slot = slot;
  change.key = key;
  change.catalog_sequence = at.catalog_sequence;
  return change;
}

bool SeenSettled(const Version& version, HybridTime horizon) {
  const auto& entries = version.seen.entries();
  return std::all_of(entries.begin(), entries.end(),
                     [&](const SeenVector::Entry& entry) { return entry.settles <= horizon; });
}

bool InRegionLog(const Table& table) {
  return table.global() || table.durability == Durability::kLog;
}

// On a table that was always regional nobody else can have written the key: absence needs no
// tombstone. Of a replica that has left, writes may still be on their way. And what is in the log
// must be in the store: a replica that joins later may still read it there, and would keep it.
bool NeedsTombstones(const Table& table) { return InRegionLog(table) || table.was_global; }

// This region's own next state of an item, with its change. `erase`: no tombstone is needed.
Committed CommitState(ItemTurn& at, const Table& table, Slot slot, std::string_view key,
                      const std::optional<StoredItem>& stored, ItemState next, bool erase) {
  CHECK(!stored.has_value() || Order(next.version, stored->state.version) > 0);
  Committed committed{.version = next.version, .commit = at.log.NextCommit(at.partition)};
  if (erase) {
    EraseState(at, table, slot, key, *stored);
  } else {
    StoreState(at, table, slot, key, stored, next, committed.commit);
  }
  Change change = ChangeOf(at, ChangeKind::kState, table, slot, key, committed.commit);
  if (InRegionLog(table)) change.sinks |= static_cast<uint8_t>(Sink::kRegionLog);
  change.state = std::move(next);
  at.log.Emit(at.partition, std::move(change));
  return committed;
}

// Keeps `loser` with the winner, and tells the other regions; nothing if it is known already.
Status RecordConflict(ItemTurn& at, const Table& table, const ItemKey& key, const ItemState& winner,
                      const ItemState& loser) {
  const std::string encoded = key.Encoded();
  const std::string row =
      ConflictRow(at.partition, table.number, key.slot, encoded, loser.version.id());
  TRY(const auto known, at.turn.Get(row));
  if (known.has_value()) return OkStatus();
  Conflict conflict{.winner = winner,
                    .loser = loser,
                    .resolved_at_millis = at.now_millis,
                    .resolved_in = at.origin.region};
  at.turn.Put(row, EncodeConflict(conflict));
  Change change = ChangeOf(at, ChangeKind::kConflict, table, key.slot, encoded,
                           at.log.NextCommit(at.partition));
  change.sinks = static_cast<uint8_t>(Sink::kRegionLog) | static_cast<uint8_t>(Sink::kConflicts);
  change.conflict = std::move(conflict);
  at.log.Emit(at.partition, std::move(change));
  return OkStatus();
}

// A conflict that another region resolved: kept once; the other regions have it from there.
Status StoreConflict(ItemTurn& at, const IncomingChange& incoming) {
  const std::string encoded = incoming.key.Encoded();
  const std::string row = ConflictRow(at.partition, incoming.table->number, incoming.key.slot,
                                      encoded, incoming.conflict->loser.version.id());
  TRY(const auto known, at.turn.Get(row));
  if (known.has_value()) return OkStatus();
  at.turn.Put(row, EncodeConflict(*incoming.conflict));
  Change change = ChangeOf(at, ChangeKind::kConflict, *incoming.table, incoming.key.slot, encoded,
                           at.log.NextCommit(at.partition));
  change.sinks = static_cast<uint8_t>(Sink::kConflicts);
  change.conflict = incoming.conflict;
  at.log.Emit(at.partition, std::move(change));
  return OkStatus();
}

}  // namespace

Result<Committed> WriteItem(ItemTurn& at, const Table& table, const ItemKey& key, Decide& decide) {
  const std::string encoded = key.Encoded();
  const std::string row = ItemRow(at, table, key.slot, encoded);
  TRY(const auto stored, Load(at, row));
  const bool live = stored.has_value() && stored->state.live();
  TRY(Decision decision, decide(live ? &*stored : nullptr));
  if (decision.outcome == Decision::Outcome::kNothing) return Committed{};
  CHECK(decision.value.has_value() == (decision.outcome == Decision::Outcome::kPut));

  const bool erase = decision.outcome == Decision::Outcome::kDelete && !NeedsTombstones(table);
  if (erase && !stored.has_value()) return Committed{};

  const StateKind kind = decision.value.has_value() ? StateKind::kPut : StateKind::kDelete;
  ItemState next{.kind = kind,
                 .version = Stamp(at, stored.has_value() ? &stored->state : nullptr, kind),
                 .value = std::move(decision.value),
                 .merge_state = {}};
  return CommitState(at, table, key.slot, encoded, stored, std::move(next), erase);
}

Result<bool> ExpireItem(ItemTurn& at, const Table& table, Slot slot, std::string_view key,
                        uint64_t seconds) {
  TRY(const auto stored, Load(at, ItemRow(at, table, slot, key)));
  const TimeToLive& time_to_live = at.settings.Of(table.id).time_to_live;
  if (!stored.has_value() || !time_to_live.enabled ||
      ExpirySeconds(stored->state, time_to_live.attribute) != seconds) {
    return false;
  }
  ItemState next{.kind = StateKind::kExpiry,
                 .version = Stamp(at, &stored->state, StateKind::kExpiry),
                 .value = std::nullopt,
                 .merge_state = {}};
  CommitState(at, table, slot, key, stored, std::move(next), !NeedsTombstones(table));
  return true;
}

Status ApplyChange(ItemTurn& at, IncomingChange& incoming, const MergeFn& merge) {
  if (incoming.conflict.has_value()) return StoreConflict(at, incoming);
  const Table& table = *incoming.table;
  const std::string encoded = incoming.key.Encoded();
  TRY(const auto stored, Load(at, ItemRow(at, table, incoming.key.slot, encoded)));
  MergeOutcome outcome = merge(stored.has_value() ? &stored->state : nullptr, incoming.state);
  // The conflict records first: they must be in the region log before any later write of the key.
  for (const ItemState& loser : outcome.losers) {
    TRY(RecordConflict(at, table, incoming.key, outcome.state, loser));
  }
  if (stored.has_value() && stored->state == outcome.state) return OkStatus();
  CHECK(!stored.has_value() || Order(outcome.state.version, stored->state.version) >= 0);
  // Only what a version has seen grew: the same state to every reader.
  const bool same = stored.has_value() && stored->state.version.id() == outcome.state.version.id();
  const uint64_t commit = same ? stored->commit : at.log.NextCommit(at.partition);
  StoreState(at, table, incoming.key.slot, encoded, stored, outcome.state, commit);
  return OkStatus();
}

Result<size_t> PurgeTombstones(ItemTurn& at, size_t limit) {
  RowCursor rows(at.turn.database(), RowPrefix(at.partition, RowKind::kTombstone),
                 NumberedRow(at.partition, RowKind::kTombstone, at.horizon.bits + 1));
  size_t purged = 0;
  for (; rows.Valid() && purged < limit; rows.Next()) {
    const auto parts = SplitTableRow(rows.key(), kTombstonePrefixBytes);
    if (!parts.has_value()) return Error{Errc::kCorrupt, "A tombstone's row has no key"};
    const uint64_t settles = ReadBigEndian64(rows.key().substr(kRowPrefixBytes));
    const std::string row =
        TableRow(at.partition, RowKind::kItem, parts->table, parts->slot, parts->key);
    TRY(const auto stored, Load(at, row));
    const bool current = stored.has_value() && !stored->state.live() &&
                         stored->state.version.settles().bits == settles;
    // A write that it saw may settle later than itself (an expiry's clock is ahead of its time).
    if (current && !SeenSettled(stored->state.version, at.horizon)) continue;
    if (current) at.turn.Delete(row);
    at.turn.Delete(std::string(rows.key()));
    ++purged;
  }
  TRY(rows.status());
  if (purged > 0) {
    // What is stamped after a restart must still say that it has seen what was purged.
    std::string horizon;
    AppendBigEndian64(at.horizon.bits, &horizon);
    at.turn.Put(RowPrefix(at.partition, RowKind::kHorizon), std::move(horizon));
  }
  return purged;
}

std::string ConflictRow(Partition partition, TableNumber table, Slot slot, std::string_view key,
                        const VersionId& loser) {
  std::string row =
      TableRow(partition, RowKind::kConflict, static_cast<uint32_t>(table), slot, key);
  AppendBigEndian64(loser.time.bits, &row);
  AppendBigEndian64(loser.origin.incarnation, &row);
  row.append(loser.origin.region);
  row.push_back(static_cast<char>(loser.origin.region.size()));
  return row;
}

std::optional<std::string_view> KeyOfConflictRow(std::string_view row) {
  const auto parts = SplitTableRow(row, kRowPrefixBytes);
  if (!parts.has_value() || parts->key.empty()) return std::nullopt;
  const size_t loser_bytes = 17 + static_cast<unsigned char>(parts->key.back());
  if (parts->key.size() < loser_bytes) return std::nullopt;
  return parts->key.substr(0, parts->key.size() - loser_bytes);
}

}  // namespace meridian

#include "storage/table/item_store.h"

#include "storage/engine/keyspace.h"
#include "storage/table/item_turns.h"
#include "storage/table/state_codec.h"
#include "storage/table/table_cursors.h"

namespace meridian {
namespace {

Error Recovering() {
  return Error{Errc::kUnavailable, "The store is recovering from a disk error; retry later"};
}

// A call's answer, given once: by the log's acknowledgement or by the deadline.
struct LogAnswer {
  UniqueFunction<void(Result<Committed>)> done;
  std::atomic<bool> given{false};

  void Give(Result<Committed> result) {
    if (!given.exchange(true)) done(std::move(result));
  }
};

}  // namespace

Status ItemStore::CheckAdmission(const Table& table, Partition partition) const {
  if (table.durability == Durability::kLog && !region_.log_available()) {
    return Error{Errc::kUnavailable,
                 "The table's writes wait for the region's log, which is away; retry later"};
  }
  if (table.global() || table.durability == Durability::kLog) {
    const size_t bound = region_.options().backlog_bytes_max / region_.map().shards;
    if (region_.log(partition).BacklogBytes() > bound) {
      return Error{Errc::kThrottled, "Too many changes wait for the region's log; retry later"};
    }
  }
  return OkStatus();
}

void ItemStore::Update(TablePtr table, ItemKey key, Decide decide,
                       UniqueFunction<void(Result<Committed>)> done) {
  struct Call {
    Call(ItemKey k, Decide d) : key(std::move(k)), decide(std::move(d)) {}
    ItemKey key;
    Decide decide;
    Committed committed;
    bool await_log = false;
  };
  const Partition partition = region_.map().OfSlot(key.slot);
  if (Status admitted = CheckAdmission(*table, partition); !admitted) {
    done(std::move(admitted).error());
    return;
  }
  auto call = std::make_shared<Call>(std::move(key), std::move(decide));
  region_.shard(partition).Submit(
      [this, partition, table = std::move(table), call](Turn& turn) -> Status {
        // The table as it is now: since the request was read it may have gained a replica.
        const auto catalog = region_.catalog().published();
        const TablePtr current = catalog.view->FindById(table->id);
        // A replica that is being filled, or is going, takes no writes of its own.
        const bool serves = current != nullptr && current->number == table->number &&
                            (current->self().status == ReplicaStatus::kActive ||
                             current->self().status == ReplicaStatus::kUpdating);
        if (!serves) {
          return Error{Errc::kNotFound, "Requested resource not found"};
        }
        const SettingsViewPtr settings = settings_.View();
        ItemTurn at{.turn = turn,
                    .log = region_.log(partition),
                    .partition = partition,
                    .origin = region_.origin(),
                    .horizon = region_.Horizon(partition),
                    .settings = *settings,
                    .catalog_sequence = catalog.sequence,
                    .now_millis = region_.wall().NowMillis()};
        TRY(call->committed, WriteItem(at, *current, call->key, call->decide));
        call->await_log = current->durability == Durability::kLog && call->committed.commit != 0;
        return OkStatus();
      },
      [this, partition, call, done = std::move(done)](Status status) mutable {
        if (!status) return done(std::move(status).error());
        if (call->await_log) {
          return AwaitLog(partition, std::move(call->committed), std::move(done));
        }
        done(std::move(call->committed));
      });
}

void ItemStore::AwaitLog(Partition partition, Committed committed,
                         UniqueFunction<void(Result<Committed>)> done) {
  auto answer = std::make_shared<LogAnswer>();
  answer->done = std::move(done);
  const uint64_t commit = committed.commit;
  region_.scheduler(partition).After(region_.options().log_timeout, [answer] {
    answer->Give(Error{Errc::kTimeout,
                       "The region's log did not acknowledge in time; the outcome is unknown"});
  });
  region_.log(partition).WhenLogged(partition, commit, [answer, committed = std::move(committed)] {
    answer->Give(std::move(committed));
  });
}

Result<std::optional<StoredItem>> ItemStore::GetState(const Table& table, const ItemKey& key) {
  const Partition partition = region_.map().OfSlot(key.slot);
  const DatabasePtr database = region_.shard(partition).database();
  if (database == nullptr) return Recovering();
  TRY(const auto bytes,
      database->Get(TableRow(partition, RowKind::kItem, static_cast<uint32_t>(table.number),
                             key.slot, key.Encoded())));
  if (!bytes.has_value()) return std::optional<StoredItem>();
  TRY(auto item, DecodeStoredItem(*bytes));
  return std::optional<StoredItem>(std::move(item));
}

Result<std::optional<StoredItem>> ItemStore::Get(const Table& table, const ItemKey& key) {
  TRY(auto item, GetState(table, key));
  if (item.has_value() && !item->state.live()) item.reset();
  return item;
}

std::unique_ptr<ItemCursor> ItemStore::Query(const Table& table, const ItemKey& hash,
                                             const SortRange& range, bool forward,
                                             const std::optional<std::string>& after) {
  const Partition partition = region_.map().OfSlot(hash.slot);
  const std::string prefix = TableRow(partition, RowKind::kItem,
                                      static_cast<uint32_t>(table.number), hash.slot, hash.hash);
  RowRange rows{.partition = partition,
                .from = prefix + range.from.value_or(""),
                .until = range.until.has_value() ? prefix + *range.until : PrefixEnd(prefix)};
  if (after.has_value()) {
    // No key is a prefix of another, so the row behind `after` begins with its own bytes and a
    // zero.
    if (forward) {
      rows.from = std::max(rows.from, prefix + *after + std::string(1, '\0'));
    } else {
      rows.until = std::min(rows.until, prefix + *after);
    }
  }
  return MakeItemCursor(region_, {std::move(rows)}, forward);
}

std::unique_ptr<ItemCursor> ItemStore::Scan(const Table& table, uint32_t first_slot,
                                            uint32_t last_slot,
                                            const std::optional<ItemKey>& after) {
  const auto number = static_cast<uint32_t>(table.number);
  if (after.has_value()) first_slot = std::max(first_slot, static_cast<uint32_t>(after->slot));
  std::vector<RowRange> ranges;
  for (uint32_t p = 0; p < region_.map().partitions && first_slot <= last_slot; ++p) {
    const uint32_t from = std::max(first_slot, region_.map().FirstSlot(p));
    const uint32_t until = std::min(last_slot + 1, region_.map().FirstSlot(p + 1));
    if (from >= until) continue;
    const Partition partition{static_cast<uint16_t>(p)};
    RowRange rows{
        .partition = partition,
        .from = TableRow(partition, RowKind::kItem, number, Slot{static_cast<uint16_t>(from)}, ""),
        .until = until == kSlotCount ? PrefixEnd(TablePrefix(partition, RowKind::kItem, number))
                                     : TableRow(partition, RowKind::kItem, number,
                                                Slot{static_cast<uint16_t>(until)}, "")};
    if (after.has_value() && region_.map().OfSlot(after->slot) == partition) {
      rows.from = std::max(rows.from, TableRow(partition, RowKind::kItem, number, after->slot,
                                               after->Encoded() + std::string(1, '\0')));
    }
    ranges.push_back(std::move(rows));
  }
  return MakeItemCursor(region_, std::move(ranges), true);
}

Result<TableStore::ConflictPage> ItemStore::Conflicts(const Table& table,
                                                      const std::optional<ItemKey>& key,
                                                      size_t limit, const std::string& after) {
  const auto number = static_cast<uint32_t>(table.number);
  ConflictPage page;
  for (uint16_t p = 0; p < region_.map().partitions; ++p) {
    const Partition partition{p};
    if (key.has_value() && region_.map().OfSlot(key->slot) != partition) continue;
    const std::string prefix =
        key.has_value() ? TableRow(partition, RowKind::kConflict, number, key->slot, key->Encoded())
                        : TablePrefix(partition, RowKind::kConflict, number);
    const std::string until = PrefixEnd(prefix);
    if (after >= until) continue;
    const DatabasePtr database = region_.shard(partition).database();
    if (database == nullptr) return Recovering();
    RowCursor rows(database, std::max(prefix, after.empty() ? prefix : after + '\0'), until);
    for (; rows.Valid(); rows.Next()) {
      if (page.rows.size() == limit) return page;
      const auto item_key = KeyOfConflictRow(rows.key());
      if (!item_key.has_value()) return Error{Errc::kCorrupt, "A conflict's row has no key"};
      TRY(auto conflict, DecodeConflict(rows.value()));
      page.rows.push_back({std::string(*item_key), std::move(conflict)});
      page.next = rows.key();
    }
    TRY(rows.status());
  }
  page.next.clear();
  return page;
}

}  // namespace meridian

// FakeTableStore: a TableStore in a std::map, for tests of what stands on one.
//
// Serial and immediate: Update decides and answers inside the call. Fail makes the next Update fail
// without being decided, as a full queue would. Tombstones and conflicts are there only if SetState
// and AddConflict put them there; a conflict's row is keyed as the store keys it.
//
// Threads: confined to one.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "storage/engine/keyspace.h"
#include "storage/table/index_key.h"
#include "storage/table/table_store.h"

namespace meridian {

class FakeTableStore final : public TableStore {
 public:
  void Update(TablePtr table, ItemKey key, Decide decide,
              UniqueFunction<void(Result<Committed>)> done) override {
    if (failure_) return done(std::exchange(failure_, std::nullopt).value());
    auto& items = tables_[table->id];
    const auto found = items.find(key);
    auto decision = decide(found == items.end() ? nullptr : &found->second);
    if (!decision) return done(std::move(decision).error());
    if (decision->outcome == Decision::Outcome::kNothing) return done(Committed{});
    Committed committed{.commit = ++commits_};
    committed.version.time = HybridTime{commits_};
    if (decision->outcome == Decision::Outcome::kDelete) {
      items.erase(key);
    } else {
      tombstones_[table->id].erase(key);
      items[key] = StoredItem{
          ItemState{StateKind::kPut, committed.version, std::move(decision->value), {}}, commits_};
    }
    done(std::move(committed));
  }

  Result<std::optional<StoredItem>> Get(const Table& table, const ItemKey& key) override {
    const auto& items = tables_[table.id];
    const auto found = items.find(key);
    if (found == items.end()) return std::optional<StoredItem>();
    return std::optional<StoredItem>(found->second);
  }

  Result<std::optional<StoredItem>> GetState(const Table& table, const ItemKey& key) override {
    const auto& tombstones = tombstones_[table.id];
    const auto found = tombstones.find(key);
    if (found == tombstones.end()) return Get(table, key);
    return std::optional<StoredItem>(found->second);
  }

  std::unique_ptr<ItemCursor> Query(const Table& table, const ItemKey& hash, const SortRange& range,
                                    bool forward,
                                    const std::optional<std::string>& after) override {
    return std::make_unique<Cursor>(Walk(tables_[table.id], hash, range, after, forward));
  }

  std::unique_ptr<ItemCursor> Scan(const Table& table, uint32_t first_slot, uint32_t last_slot,
                                   const std::optional<ItemKey>& after) override {
    return std::make_unique<Cursor>(Walk(tables_[table.id], first_slot, last_slot, after));
  }

  std::unique_ptr<ItemCursor> QueryIndex(const Table& table, const Index& index,
                                         const ItemKey& hash, const SortRange& range, bool forward,
                                         const std::optional<std::string>& after) override {
    std::vector<Row> rows = Walk(Entries(table, index), hash, range, after, forward);
    return std::make_unique<Cursor>(std::move(rows));
  }

  std::unique_ptr<ItemCursor> ScanIndex(const Table& table, const Index& index, uint32_t first_slot,
                                        uint32_t last_slot,
                                        const std::optional<ItemKey>& after) override {
    return std::make_unique<Cursor>(Walk(Entries(table, index), first_slot, last_slot, after));
  }

  Result<ConflictPage> Conflicts(const Table& table, const std::optional<ItemKey>& key,
                                 size_t limit, const std::string& after) override {
    ConflictPage page;
    for (const auto& [row, kept] : conflicts_[table.id]) {
      if (row <= after || (key && kept.key != key->Encoded())) continue;
      if (page.rows.size() == limit) return page;
      page.rows.push_back(kept);
      page.next = row;
    }
    page.next.clear();
    return page;
  }

  // The state of `key` from now on.
  void SetState(const Table& table, const ItemKey& key, ItemState state) {
    tables_[table.id].erase(key);
    tombstones_[table.id].erase(key);
    auto& items = state.live() ? tables_[table.id] : tombstones_[table.id];
    items[key] = StoredItem{std::move(state), ++commits_};
  }

  void AddConflict(const Table& table, const ItemKey& key, Conflict conflict) {
    std::string row = TableRow(Partition{0}, RowKind::kConflict,
                               static_cast<uint32_t>(table.number), key.slot, key.Encoded());
    AppendBigEndian64(conflict.loser.version.time.bits, &row);
    AppendBigEndian64(conflict.loser.version.origin.incarnation, &row);
    row += conflict.loser.version.origin.region;
    row.push_back(static_cast<char>(conflict.loser.version.origin.region.size()));
    conflicts_[table.id][row] = {key.Encoded(), std::move(conflict)};
  }

  void Fail(Error error) { failure_ = std::move(error); }
  size_t size(const Table& table) { return tables_[table.id].size(); }

 private:
  using Row = std::pair<ItemKey, StoredItem>;
  using Rows = std::map<ItemKey, StoredItem>;

  static std::vector<Row> Walk(const Rows& all, const ItemKey& hash, const SortRange& range,
                               const std::optional<std::string>& after, bool forward) {
    std::vector<Row> rows;
    for (const auto& [key, item] : all) {
      if (key.slot != hash.slot || key.hash != hash.hash) continue;
      if (range.from && key.range < *range.from) continue;
      if (range.until && key.range >= *range.until) continue;
      if (after && (forward ? key.range <= *after : key.range >= *after)) continue;
      rows.emplace_back(key, item);
    }
    if (!forward) std::reverse(rows.begin(), rows.end());
    return rows;
  }

  static std::vector<Row> Walk(const Rows& all, uint32_t first_slot, uint32_t last_slot,
                               const std::optional<ItemKey>& after) {
    std::vector<Row> rows;
    for (const auto& [key, item] : all) {
      const auto slot = static_cast<uint32_t>(key.slot);
      if (slot < first_slot || slot > last_slot || (after && key <= *after)) continue;
      rows.emplace_back(key, item);
    }
    return rows;
  }

  // What the index shows of the items as they are.
  Rows Entries(const Table& table, const Index& index) {
    Rows entries;
    for (const auto& [key, stored] : tables_[table.id]) {
      auto item = stored.state.value->Decode();
      const auto place = item ? PlaceInIndex(index.schema(), *item, key.Encoded()) : std::nullopt;
      if (!place) continue;
      StoredItem& entry = entries[*place];
      entry.state.kind = StateKind::kPut;
      entry.state.value =
          Payload::Of(ProjectToIndex(table.schema, index.schema(), *std::move(item)));
    }
    return entries;
  }

  class Cursor final : public ItemCursor {
   public:
    explicit Cursor(std::vector<Row> rows) : rows_(std::move(rows)) { Encode(); }
    bool Valid() const override { return at_ < rows_.size(); }
    void Next() override {
      ++at_;
      Encode();
    }
    std::string_view key() const override { return key_; }
    Slot slot() const override { return rows_[at_].first.slot; }
    Result<StoredItem> Read() const override { return rows_[at_].second; }
    Status status() const override { return OkStatus(); }

   private:
    void Encode() {
      if (Valid()) key_ = rows_[at_].first.Encoded();
    }
    std::vector<Row> rows_;
    size_t at_ = 0;
    std::string key_;
  };

  std::map<TableId, std::map<ItemKey, StoredItem>> tables_;
  std::map<TableId, std::map<ItemKey, StoredItem>> tombstones_;
  std::map<TableId, std::map<std::string, ConflictPage::Row>> conflicts_;
  std::optional<Error> failure_;
  uint64_t commits_ = 0;
};

}  // namespace meridian

#include "storage/table/table_cursors.h"

#include <algorithm>

#include "storage/engine/keyspace.h"
#include "storage/table/item_turns.h"
#include "storage/table/pending_rows.h"
#include "storage/table/state_codec.h"

namespace meridian {
namespace {

using DecodeRow = Result<StoredItem> (*)(std::string_view);

// An entry of an index, as if it were an item.
Result<StoredItem> DecodeEntryAsItem(std::string_view bytes) {
  TRY(auto shown, DecodeIndexEntry(bytes));
  StoredItem item;
  item.state.kind = StateKind::kPut;
  item.state.value = std::move(shown);
  return item;
}

class LiveItems final : public ItemCursor {
 public:
  LiveItems(Region& region, std::vector<RowRange> ranges, bool forward, DecodeRow decode)
      : region_(region), ranges_(std::move(ranges)), forward_(forward), decode_(decode) {
    Settle();
  }

  bool Valid() const override { return rows_ != nullptr && status_.has_value(); }
  void Next() override {
    rows_->Next();
    Settle();
  }
  std::string_view key() const override {
    return SplitTableRow(rows_->key(), kRowPrefixBytes)->key;
  }
  Slot slot() const override { return SplitTableRow(rows_->key(), kRowPrefixBytes)->slot; }
  Result<StoredItem> Read() const override { return item_; }
  Status status() const override { return status_; }

 private:
  // Moves on to the next live item, from where the cursor is.
  void Settle() {
    for (;;) {
      if (rows_ == nullptr) {
        if (next_range_ == ranges_.size()) return;
        const RowRange& range = ranges_[next_range_++];
        DatabasePtr database = region_.shard(range.partition).database();
        if (database == nullptr) {
          status_ = Error{Errc::kUnavailable, "The store is recovering from a disk error"};
          return;
        }
        if (range.from >= range.until) continue;
        rows_ = std::make_unique<RowCursor>(std::move(database), range.from, range.until, forward_);
      }
      for (; rows_->Valid(); rows_->Next()) {
        item_ = decode_(rows_->value());
        // A damaged row is reported by Read, not passed over.
        if (!item_ || item_->state.live()) return;
      }
      status_ = rows_->status();
      rows_.reset();
      if (!status_) return;
    }
  }

  Region& region_;
  const std::vector<RowRange> ranges_;
  const bool forward_;
  const DecodeRow decode_;
  size_t next_range_ = 0;
  std::unique_ptr<RowCursor> rows_;
  Result<StoredItem> item_;
  Status status_ = OkStatus();
};

class AllConflicts final : public ConflictCursor {
 public:
  AllConflicts(DatabasePtr database, std::string prefix)
      : rows_(std::move(database), prefix, PrefixEnd(prefix)) {}

  bool Valid() const override { return rows_.Valid(); }
  void Next() override { rows_.Next(); }
  Slot slot() const override { return SplitTableRow(rows_.key(), kRowPrefixBytes)->slot; }
  std::string_view row() const override { return SplitTableRow(rows_.key(), kRowPrefixBytes)->key; }
  Result<std::string_view> key() const override {
    const auto key = KeyOfConflictRow(rows_.key());
    if (!key) return Error{Errc::kCorrupt, "A conflict's row has no key"};
    return *key;
  }
  Result<Conflict> Read() const override { return DecodeConflict(rows_.value()); }
  Status status() const override { return rows_.status(); }

 private:
  RowCursor rows_;
};

class AllStates final : public StateCursor {
 public:
  AllStates(DatabasePtr database, Partition partition, uint32_t table)
      : AllStates(database, TablePrefix(partition, RowKind::kItem, table),
                  TablePrefix(partition, RowKind::kConflict, table)) {}

  bool Valid() const override { return rows_.Valid(); }
  void Next() override { rows_.Next(); }
  Slot slot() const override { return SplitTableRow(rows_.key(), kRowPrefixBytes)->slot; }
  std::string_view key() const override { return SplitTableRow(rows_.key(), kRowPrefixBytes)->key; }
  Result<StoredItem> Read() const override { return DecodeStoredItem(rows_.value()); }
  Status status() const override { return rows_.status(); }
  const std::map<Origin, uint64_t>& cut() const override { return cut_; }
  ConflictCursor& conflicts() override { return conflicts_; }

 private:
  AllStates(const DatabasePtr& database, const std::string& items, const std::string& conflicts)
      : rows_(database, items, PrefixEnd(items)), conflicts_(database, conflicts) {}

  friend Result<std::unique_ptr<StateCursor>> meridian::MakeStateCursor(Region&, const Table&,
                                                                        Partition);
  RowCursor rows_;
  AllConflicts conflicts_;
  std::map<Origin, uint64_t> cut_;
};

// The least sequence of `source` that is kept aside because it can't be read or applied; nullopt:
// none is. They are in a note of the replicator's (replicator/parked.h), which has them before a
// position passes them, and for ever: so it is to be read behind the positions.
Result<std::optional<uint64_t>> FirstParked(const Region& region, Partition partition,
                                            const std::string& source, const TableId& table) {
  const DatabasePtr database = region.shard(kControlPartition).database();
  if (database == nullptr) return Error{Errc::kUnavailable, "The store is recovering"};
  TRY(const auto note,
      database->Get(NamedRow(kControlPartition, RowKind::kNote,
                             "replicator/replicator/parked/" + source + "/" +
                                 std::to_string(static_cast<uint16_t>(partition)))));
  std::optional<uint64_t> first;
  std::string_view frames = note ? std::string_view(*note) : std::string_view();
  while (!frames.empty()) {
    TRY(const auto change, TakeChange(&frames));
    if (change.header.table != table) continue;
    first = std::min(first.value_or(change.header.sequence), change.header.sequence);
  }
  return first;
}

}  // namespace

std::unique_ptr<ItemCursor> MakeItemCursor(Region& region, std::vector<RowRange> ranges,
                                           bool forward) {
  return std::make_unique<LiveItems>(region, std::move(ranges), forward, DecodeStoredItem);
}

std::unique_ptr<ItemCursor> MakeIndexCursor(Region& region, std::vector<RowRange> ranges,
                                            bool forward) {
  return std::make_unique<LiveItems>(region, std::move(ranges), forward, DecodeEntryAsItem);
}

Result<std::unique_ptr<StateCursor>> MakeStateCursor(Region& region, const Table& table,
                                                     Partition partition) {
  DatabasePtr database = region.shard(partition).database();
  if (database == nullptr) return Error{Errc::kUnavailable, "The store is recovering"};
  auto cursor =
      std::make_unique<AllStates>(database, partition, static_cast<uint32_t>(table.number));
  // On the shard's executor nothing commits between the snapshot and these reads.
  TRY(const auto positions, ReadPositions(database, partition));
  for (const auto& [source, position] : positions) {
    TRY(const auto pending, FirstPending(database, partition, source, table.id));
    TRY(const auto parked, FirstParked(region, partition, source, table.id));
    uint64_t& claimed = cursor->cut_[position.origin];
    claimed = position.sequence;
    if (pending) claimed = std::min(claimed, *pending - 1);
    if (parked) claimed = std::min(claimed, *parked - 1);
  }
  cursor->cut_[region.origin()] = region.log(partition).CommittedSequence(partition);
  return std::unique_ptr<StateCursor>(std::move(cursor));
}

Result<std::map<std::string, Position>> ReadPositions(const DatabasePtr& database,
                                                      Partition partition) {
  std::map<std::string, Position> positions;
  const std::string prefix = RowPrefix(partition, RowKind::kPosition);
  RowCursor rows(database, prefix, PrefixEnd(prefix));
  for (; rows.Valid(); rows.Next()) {
    TRY(positions[std::string(rows.key().substr(prefix.size()))], DecodePosition(rows.value()));
  }
  TRY(rows.status());
  return positions;
}

}  // namespace meridian

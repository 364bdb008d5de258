#include "storage/table/table_sizes.h"

#include "storage/engine/keyspace.h"

namespace meridian {
namespace {

std::string SizeRow(Partition partition, TableNumber table) {
  return TablePrefix(partition, RowKind::kTableSize, static_cast<uint32_t>(table));
}

}  // namespace

ItemTotals TableSizes::Of(TableNumber table) const {
  const std::lock_guard lock(mutex_);
  ItemTotals sum;
  for (const Partition partition : partitions_) {
    const auto at = totals_.find({partition, table});
    if (at == totals_.end()) continue;
    sum.items += at->second.items;
    sum.bytes += at->second.bytes;
  }
  return sum;
}

void TableSizes::Add(Partition partition, TableNumber table, ItemTotals change) {
  if (change.items == 0 && change.bytes == 0) return;
  const Key key{partition, table};
  turn_.emplace_back(key, change);
  dirty_.insert(key);
  const std::lock_guard lock(mutex_);
  ItemTotals& totals = totals_[key];
  totals.items += change.items;
  totals.bytes += change.bytes;
}

void TableSizes::TurnFails() {
  const std::lock_guard lock(mutex_);
  for (const auto& [key, change] : turn_) {
    totals_[key].items -= change.items;
    totals_[key].bytes -= change.bytes;
  }
  turn_.clear();
}

void TableSizes::Forget(Partition partition, TableNumber table) {
  ItemTotals gone;
  {
    const std::lock_guard lock(mutex_);
    const auto at = totals_.find({partition, table});
    if (at == totals_.end()) return;
    gone = at->second;
  }
  Add(partition, table, {.items = -gone.items, .bytes = -gone.bytes});
}

Status TableSizes::Load(const DatabasePtr& database) {
  const std::lock_guard lock(mutex_);
  totals_.clear();
  dirty_.clear();
  turn_.clear();
  for (const Partition partition : partitions_) {
    const std::string prefix = RowPrefix(partition, RowKind::kTableSize);
    RowCursor rows(database, prefix, PrefixEnd(prefix));
    for (; rows.Valid(); rows.Next()) {
      if (rows.key().size() != prefix.size() + 4 || rows.value().size() != 16) {
        return Error{Errc::kCorrupt, "A table's size is damaged"};
      }
      const TableNumber table{ReadBigEndian32(rows.key().substr(prefix.size()))};
      totals_[{partition, table}] = {
          .items = static_cast<int64_t>(ReadBigEndian64(rows.value())),
          .bytes = static_cast<int64_t>(ReadBigEndian64(rows.value().substr(8)))};
    }
    TRY(rows.status());
  }
  return OkStatus();
}

void TableSizes::Seal(Turn& batch) {
  turn_.clear();
  if (dirty_.empty()) return;
  const std::lock_guard lock(mutex_);
  for (const Key& key : dirty_) {
    const ItemTotals& totals = totals_[key];
    if (totals.items == 0) {
      batch.Delete(SizeRow(key.first, key.second));
      continue;
    }
    std::string value;
    AppendBigEndian64(static_cast<uint64_t>(totals.items), &value);
    AppendBigEndian64(static_cast<uint64_t>(totals.bytes), &value);
    batch.Put(SizeRow(key.first, key.second), std::move(value));
  }
  dirty_.clear();
}

}  // namespace meridian

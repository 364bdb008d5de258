#include "regions/capacity/metered_store.h"

#include <algorithm>
#include <utility>

namespace meridian {
namespace {

size_t BytesOf(const StoredItem* item) {
  return item != nullptr && item->state.value ? item->state.value->item_bytes : 0;
}

// What a decided write costs; 0: nothing, as it neither wrote nor evaluated a condition.
double CostOf(const StoredItem* before, const Result<Decision>& decision) {
  if (!decision) {
    return decision.error().code == Errc::kConditionFailed ? WriteUnits(BytesOf(before)) : 0;
  }
  if (decision->outcome == Decision::Outcome::kNothing) return 0;
  const size_t after = decision->value ? decision->value->item_bytes : 0;
  return WriteUnits(std::max(BytesOf(before), after));
}

// Charges what its items come to when it is released.
class MeteredCursor final : public ItemCursor {
 public:
  MeteredCursor(std::unique_ptr<ItemCursor> cursor, std::shared_ptr<Allowance> allowance,
                bool consistent)
      : cursor_(std::move(cursor)), allowance_(std::move(allowance)), consistent_(consistent) {}
  ~MeteredCursor() override { allowance_->Consume(ReadUnits(bytes_, consistent_)); }

  bool Valid() const override { return cursor_->Valid(); }
  void Next() override { cursor_->Next(); }
  std::string_view key() const override { return cursor_->key(); }
  Slot slot() const override { return cursor_->slot(); }
  Result<StoredItem> Read() const override {
    auto item = cursor_->Read();
    if (item) bytes_ += BytesOf(&*item);
    return item;
  }
  Status status() const override { return cursor_->status(); }

 private:
  const std::unique_ptr<ItemCursor> cursor_;
  const std::shared_ptr<Allowance> allowance_;
  const bool consistent_;
  mutable size_t bytes_ = 0;  // Of the items read.
};

// A walk that was refused before its first item.
class RefusedCursor final : public ItemCursor {
 public:
  explicit RefusedCursor(Error error) : error_(std::move(error)) {}
  bool Valid() const override { return false; }
  void Next() override {}
  std::string_view key() const override { return {}; }
  Slot slot() const override { return Slot{0}; }
  Result<StoredItem> Read() const override { return error_; }
  Status status() const override { return error_; }

 private:
  const Error error_;
};

}  // namespace

void MeteredStore::Update(TablePtr table, ItemKey key, Decide decide,
                          UniqueFunction<void(Result<Committed>)> done) {
  const TableAllowancesPtr allowances = ledger_.Find(table->number);
  if (!allowances) {
    store_.Update(std::move(table), std::move(key), std::move(decide), std::move(done));
    return;
  }
  if (Status admitted = allowances->write->Admit(); !admitted) {
    done(std::move(admitted).error());
    return;
  }
  Decide metered = [decide = std::move(decide), write = allowances->write](
                       const StoredItem* current) mutable -> Result<Decision> {
    auto decision = decide(current);
    if (const double cost = CostOf(current, decision); cost > 0) write->Consume(cost);
    return decision;
  };
  store_.Update(std::move(table), std::move(key), std::move(metered), std::move(done));
}

Result<std::optional<StoredItem>> MeteredStore::Get(const Table& table, const ItemKey& key) {
  const TableAllowancesPtr allowances = ledger_.Find(table.number);
  if (!allowances) return store_.Get(table, key);
  TRY(allowances->read->Admit());
  TRY(auto item, store_.Get(table, key));
  allowances->read->Consume(ReadUnits(item ? BytesOf(&*item) : 0, consistent_));
  return item;
}

std::unique_ptr<ItemCursor> MeteredStore::Walk(
    const Table& table, const Index* index,
    const std::function<std::unique_ptr<ItemCursor>()>& open) {
  const TableAllowancesPtr allowances = ledger_.Find(table.number);
  if (!allowances) return open();
  std::shared_ptr<Allowance> read = allowances->read;
  if (index != nullptr) {
    const auto at = allowances->index_reads.find(index->name());
    if (at != allowances->index_reads.end()) read = at->second;
  }
  if (Status admitted = read->Admit(); !admitted) {
    return std::make_unique<RefusedCursor>(std::move(admitted).error());
  }
  return std::make_unique<MeteredCursor>(open(), std::move(read), consistent_);
}

std::unique_ptr<ItemCursor> MeteredStore::Query(const Table& table, const ItemKey& hash,
                                                const SortRange& range, bool forward,
                                                const std::optional<std::string>& after) {
  return Walk(table, nullptr, [&] { return store_.Query(table, hash, range, forward, after); });
}

std::unique_ptr<ItemCursor> MeteredStore::Scan(const Table& table, uint32_t first_slot,
                                               uint32_t last_slot,
                                               const std::optional<ItemKey>& after) {
  return Walk(table, nullptr, [&] { return store_.Scan(table, first_slot, last_slot, after); });
}

std::unique_ptr<ItemCursor> MeteredStore::QueryIndex(const Table& table, const Index& index,
                                                     const ItemKey& hash, const SortRange& range,
                                                     bool forward,
                                                     const std::optional<std::string>& after) {
  return Walk(table, &index,
              [&] { return store_.QueryIndex(table, index, hash, range, forward, after); });
}

std::unique_ptr<ItemCursor> MeteredStore::ScanIndex(const Table& table, const Index& index,
                                                    uint32_t first_slot, uint32_t last_slot,
                                                    const std::optional<ItemKey>& after) {
  return Walk(table, &index,
              [&] { return store_.ScanIndex(table, index, first_slot, last_slot, after); });
}

TableStore& StoreFor(TableStore& store, bool consistent) {
  if (consistent) return store;
  auto* metered = dynamic_cast<MeteredStore*>(&store);
  return metered == nullptr ? store : metered->eventual();
}

}  // namespace meridian

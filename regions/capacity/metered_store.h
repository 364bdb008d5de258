// MeteredStore: a TableStore that charges what is done through it, and refuses what is over a
// table's throughput.
//
// It stands between the operations and the store, so that no operation knows of throttling: a
// write or read that is refused fails with MakeThrottled's error before anything is evaluated, and
// batches and transactions treat that like any other refusal of a part. What was done is charged
// when its size is known: a write by the larger of the item before and after, also if its condition
// was false; a walk by what it examined, rounded once.
//
// How much a read costs depends on its consistency, which a store isn't told: StoreFor gives the
// one that charges for it.
//
// Threads: as TableStore. Source: dynamodb.md 4.4.
#pragma once

#include <functional>
#include <memory>

#include "regions/capacity/capacity_ledger.h"
#include "storage/table/table_store.h"

namespace meridian {

class MeteredStore final : public TableStore {
 public:
  // Charges for consistent reads. Both outlive this and every cursor.
  MeteredStore(TableStore& store, CapacityLedger& ledger) : MeteredStore(store, ledger, true) {
    eventual_.reset(new MeteredStore(store, ledger, false));
  }

  // The same store, where reads are charged as eventual ones.
  TableStore& eventual() { return *eventual_; }

  void Update(TablePtr table, ItemKey key, Decide decide,
              UniqueFunction<void(Result<Committed>)> done) override;
  Result<std::optional<StoredItem>> Get(const Table& table, const ItemKey& key) override;
  // For operators: not charged.
  Result<std::optional<StoredItem>> GetState(const Table& table, const ItemKey& key) override {
    return store_.GetState(table, key);
  }
  std::unique_ptr<ItemCursor> Query(const Table& table, const ItemKey& hash, const SortRange& range,
                                    bool forward, const std::optional<std::string>& after) override;
  std::unique_ptr<ItemCursor> Scan(const Table& table, uint32_t first_slot, uint32_t last_slot,
                                   const std::optional<ItemKey>& after) override;
  std::unique_ptr<ItemCursor> QueryIndex(const Table& table, const Index& index,
                                         const ItemKey& hash, const SortRange& range, bool forward,
                                         const std::optional<std::string>& after) override;
  std::unique_ptr<ItemCursor> ScanIndex(const Table& table, const Index& index, uint32_t first_slot,
                                        uint32_t last_slot,
                                        const std::optional<ItemKey>& after) override;
  // For operators: not charged.
  Result<ConflictPage> Conflicts(const Table& table, const std::optional<ItemKey>& key,
                                 size_t limit, const std::string& after) override {
    return store_.Conflicts(table, key, limit, after);
  }

 private:
  MeteredStore(TableStore& store, CapacityLedger& ledger, bool consistent)
      : store_(store), ledger_(ledger), consistent_(consistent) {}

  // Admits a walk over `table`, or `index` of it, and charges for what `open` opens.
  std::unique_ptr<ItemCursor> Walk(const Table& table, const Index* index,
                                   const std::function<std::unique_ptr<ItemCursor>()>& open);

  TableStore& store_;
  CapacityLedger& ledger_;
  const bool consistent_;
  std::unique_ptr<MeteredStore> eventual_;  // nullptr: this is it.
};

// What a read goes through: `store`, or what is charged less if it needn't be consistent.
TableStore& StoreFor(TableStore& store, bool consistent);

}  // namespace meridian

// ItemStore: the TableStore over a Region. See table_store.h for the contract.
#pragma once

#include "storage/table/region.h"
#include "storage/table/settings_store.h"
#include "storage/table/table_store.h"

namespace meridian {

class ItemStore final : public TableStore {
 public:
  // `region` and `settings` outlive this.
  ItemStore(Region& region, const SettingsStore& settings) : region_(region), settings_(settings) {}

  void Update(TablePtr table, ItemKey key, Decide decide,
              UniqueFunction<void(Result<Committed>)> done) override;
  Result<std::optional<StoredItem>> Get(const Table& table, const ItemKey& key) override;
  Result<std::optional<StoredItem>> GetState(const Table& table, const ItemKey& key) override;
  std::unique_ptr<ItemCursor> Query(const Table& table, const ItemKey& hash, const SortRange& range,
                                    bool forward, const std::optional<std::string>& after) override;
  std::unique_ptr<ItemCursor> Scan(const Table& table, uint32_t first_slot, uint32_t last_slot,
                                   const std::optional<ItemKey>& after) override;
  Result<ConflictPage> Conflicts(const Table& table, const std::optional<ItemKey>& key,
                                 size_t limit, const std::string& after) override;

 private:
  // Why a write of `table` can't be taken now, if it can't.
  Status CheckAdmission(const Table& table, Partition partition) const;
  void AwaitLog(Partition partition, Committed committed,
                UniqueFunction<void(Result<Committed>)> done);

  Region& region_;
  const SettingsStore& settings_;
};

}  // namespace meridian

// RegionInMemory: a whole store of one region on LevelDB's memory environment, run by hand.
//
// Everything runs on one ManualScheduler; Run() does what is due. Crash() forgets the process and
// opens the directory again.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "storage/table/catalog_store.h"
#include "storage/table/item_store.h"
#include "storage/table/region_changes.h"
#include "storage/table/replicated_store.h"
#include "tests/support/faulty_env.h"
#include "tests/support/manual_scheduler.h"
#include "tests/support/test_clock.h"

namespace meridian {

class RegionInMemory {
 public:
  explicit RegionInMemory(std::string name, uint16_t shards = 2);

  // Everything is lost but what was written to the (memory) disk.
  void Crash();
  void Run() { scheduler.RunReady(); }

  // Makes a table with a string hash key "pk", ACTIVE here and in `others`.
  TablePtr MakeTable(const std::string& name, const std::vector<std::string>& others = {});
  // Calls that run to their end.
  Result<Committed> Put(const TablePtr& table, const std::string& pk, const std::string& value);
  Result<Committed> Delete(const TablePtr& table, const std::string& pk);
  // The attribute "v" of the item; nullopt: absent.
  std::optional<std::string> Read(const TablePtr& table, const std::string& pk);
  static ItemKey KeyOf(const std::string& pk);

  std::string name;
  FaultyEnv disk;
  ManualScheduler scheduler;
  TestClock clock;
  TestRandom random;
  Region::Options options;
  std::unique_ptr<Region> region;
  std::unique_ptr<SettingsStore> settings;
  std::unique_ptr<ItemStore> items;
  std::unique_ptr<CatalogStore> catalog;
  std::unique_ptr<ReplicatedStore> replica;
  std::unique_ptr<RegionChanges> changes;

 private:
  void Open();
};

}  // namespace meridian

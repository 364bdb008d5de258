// Workload: clients of every region that put, delete, write conditionally and read few items, so
// that they meet; and the tables they do it on, one of them global from the start, two that gain
// replicas under these writes.
//
// Every put's value carries the number of its write, so that whatever is found later tells which
// write it came from.
//
// Threads: none. The world outlives it.
#pragma once

#include <set>

#include "tests/simulation/world.h"

namespace meridian::simulation {

// A table as it was made; which regions join it later.
struct SimulatedTable {
  std::string name;
  TableId id;
  std::vector<size_t> founders;
  std::vector<size_t> joiners;  // In this order, each filled from the first founder.
  size_t keys = 0;
  bool expiring = false;  // Has a time to live.
};

class Workload {
 public:
  explicit Workload(World& world, std::optional<Mutant> mutant);

  const std::vector<SimulatedTable>& tables() const { return tables_; }
  static ItemKey KeyOf(const std::string& key);
  // The number of the write that made this item; nullopt: none of ours.
  static std::optional<size_t> WriteOf(const ItemState& state);

  // Makes the tables; runs until every region knows them.
  void MakeTables();
  // The next of `table`'s joiners gets a replica. False if there is none left.
  bool AddReplica(size_t table);
  // Begins (ends) to issue operations, one after another, at random moments.
  void Begin();
  void End() { running_ = false; }
  // The clocks of two regions stand still at one millisecond while both write the same items.
  void WriteAtOneInstant();

  size_t operations() const { return operations_; }

 private:
  enum class Condition : uint8_t { kNone, kExists, kAbsent };
  void Next();
  void Operate(size_t region, const ItemName& item);
  // nullptr: this region doesn't serve the table now.
  TablePtr Serving(size_t region, size_t table);
  void WriteOne(size_t region, const ItemName& item, bool is_delete, Condition condition);
  void OnAnswer(size_t number, bool creating, Result<Committed> result);
  void ReadOne(size_t region, const ItemName& item);
  void EnableTimeToLive(const SimulatedTable& table);
  // A mutant: what is due is deleted as by a client.
  void ExpireByClock(size_t region, const ItemName& item);
  ItemName SomeItem();
  bool Creating(const SimulatedTable& table, const TablePtr& seen) const;

  World& world_;
  const std::optional<Mutant> mutant_;
  std::vector<SimulatedTable> tables_;
  std::vector<size_t> joined_;  // By table, how many of its joiners.
  std::map<std::pair<size_t, ItemName>, Read> last_read_;
  bool running_ = false;
  size_t operations_ = 0;
};

}  // namespace meridian::simulation

// Transfers: clients of one region who move money between accounts of a global table, so that the
// sum of all accounts tells whether a transaction was ever done by half.
//
// In the region that is asked the sum must hold at every moment, to single reads one after the
// other and to reads at once; in the others when everything has arrived.
//
// Threads: none. The world outlives it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/simulation/checkers/checkers.h"
#include "tests/simulation/world.h"

namespace meridian::simulation {

class Transfers {
 public:
  // `home`: the region that is asked. What is wrong goes to `faults`, which outlives this.
  Transfers(World& world, size_t home, Faults* faults);

  // Makes the table and opens the accounts; runs until every region has the table.
  void MakeTable();
  // Begins (ends) to transfer and to look at the sum, at random moments.
  void Begin();
  void End() { running_ = false; }

  // All regions, when everything has arrived.
  void CheckEverywhere();

 private:
  TablePtr Serving(size_t region);
  void Open(const TablePtr& table, const std::string& account);
  void Next();
  void Transfer();
  // The home region as it is now; nothing if it can't be read.
  void Check();
  // nullopt: not all can be read.
  std::optional<std::vector<int>> Balances(size_t region);
  std::optional<int> SumAtOnce();

  World& world_;
  const size_t home_;
  Faults* const faults_;
  TableId id_;
  bool running_ = false;
};

}  // namespace meridian::simulation

// CapacityLedger: the allowances of every table of this region.
//
// It follows the catalog: after each change of it a table's limits are those of its billing
// settings, from the next request on. Allowances live as long as the table is there under its
// number; they begin full with the node, since what was consumed isn't kept on disk.
//
// Threads: every member from any thread. Find takes a lock that each thread has nearly to itself.
// Source: dynamodb.md 4.4.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "regions/capacity/allowance.h"
#include "regions/capacity/capacity_probe.h"
#include "regions/capacity/options.h"
#include "storage/table/catalog.h"

namespace meridian {

struct TableAllowances {
  std::shared_ptr<Allowance> read;
  std::shared_ptr<Allowance> write;
  Counter replicated;  // Units of other regions' writes.
  // Of queries and scans, by global index; local indexes share the table's.
  std::map<std::string, std::shared_ptr<Allowance>, std::less<>> index_reads;
};
using TableAllowancesPtr = std::shared_ptr<const TableAllowances>;

class CapacityLedger {
 public:
  // `clock` and `metrics` outlive this.
  CapacityLedger(const MonotonicClock& clock, Metrics& metrics, std::string region,
                 CapacityOptions options);

  // Takes the limits of `catalog`, which is never older than that of an earlier call.
  void Follow(const CatalogView& catalog);

  // nullptr: the catalog that was followed last has no such table.
  TableAllowancesPtr Find(TableNumber table) const;
  // A change of another region's was applied: it is counted, never refused.
  void CountReplicated(TableNumber table, double write_units);

 private:
  using Book = std::unordered_map<TableNumber, TableAllowancesPtr>;
  struct alignas(64) Shelf {
    mutable std::mutex mutex;  // Guards `book`.
    std::shared_ptr<const Book> book;
  };

  const Shelf& OwnShelf() const;
  // The allowances of `before`, if there were any, and those that are new, with the table's limits.
  TableAllowances Next(const Table& table, const TableAllowancesPtr& before);
  std::shared_ptr<Allowance> Make(const Table& table, const std::string& index, CapacityKind kind);

  const MonotonicClock& clock_;
  const std::string region_;
  const CapacityOptions options_;
  std::mutex follow_mutex_;  // One Follow at a time; guards probe_.
  CapacityProbe probe_;
  std::array<Shelf, 16> shelves_;  // The same book on each.
};

}  // namespace meridian

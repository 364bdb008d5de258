// Registers: the catalog's content and how views are derived from it.
//
// Confined to the control partition's executor. Set and Merge change the working content; a view of
// it is built on demand. Numbers (the tables' short names in this region's keys) are handed out
// when a local replica appears, and never twice.
#pragma once

#include <map>

#include "storage/engine/shard.h"
#include "storage/table/catalog.h"

namespace meridian {

class Registers {
 public:
  explicit Registers(std::string region) : region_(std::move(region)) {}

  // This data directory's own origin. Set before the first View.
  void SetOrigin(const Origin& origin) { origin_ = origin; }

  // Replaces the content by what the database holds.
  Status Load(const DatabasePtr& database);

  // The register as it stands; nullptr: none.
  const Register* Find(const TableId& table, const std::string& name) const;
  // Stores `reg` if its version is later than what stands; true if it was. Writes its row, and a
  // number for its table if this made a local replica that needs one.
  Result<bool> Merge(Register reg, Turn& turn);

  // All entries of the index are there: it serves. Nothing if the number was retired meanwhile.
  void ActivateIndex(TableNumber index, Turn& turn);
  // The rows of the retired index are gone.
  void ForgetIndex(TableNumber index, Turn& turn);

  // The view of the content, built anew if it changed.
  CatalogViewPtr View();
  std::vector<Register> All() const;

 private:
  using ByName = std::map<std::string, Register>;
  // nullptr: the table isn't defined (yet), or nobody has it any more.
  TablePtr BuildTable(const TableId& id, const ByName& registers) const;
  // Whether this region has a replica, of whatever status.
  bool IsHere(const TableId& table) const;
  TableNumber TakeNumber(Turn& turn);
  void AssignNumber(const TableId& table, Turn& turn);

  // index_registers.cc. Each index of a table that is here has a number, given once for its id and
  // the table's number.
  struct LocalIndex {
    TableId table;
    TableNumber of;
    IndexId id;
    IndexStatus status;
  };
  Status LoadIndexes(const DatabasePtr& database);
  // After a change of the table's registers: numbers for indexes that have none, and no more of
  // those that went. `fresh`: the table has no items here yet, so its indexes are complete.
  void SettleIndexes(const TableId& table, bool fresh, Turn& turn);
  void SetIndexStatus(TableNumber index, IndexStatus status, Turn& turn);
  void AddIndexes(const std::vector<IndexSettings>& known, Table* table) const;
  std::vector<TableNumber> RetiredIndexes() const;

  const std::string region_;
  Origin origin_;
  std::map<TableId, ByName> tables_;
  std::map<TableId, TableNumber> numbers_;
  std::map<TableNumber, LocalIndex> indexes_;
  uint32_t next_number_ = 1;
  CatalogViewPtr view_;
};

}  // namespace meridian

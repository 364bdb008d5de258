// Catalog: the durable set of tables of all regions, as a map of registers that merge.
//
// Each table has registers (its definition, billing, stream, each replica, …), each with a version
// of its own: two regions' changes at once to different registers both survive, and of two changes
// to one register the later version wins everywhere. Registers live in the control partition; a
// change to them goes through the change log to the other regions like data.
//
// There is one verb, Update(decide): `decide` sees the catalog as it is on the control partition's
// executor and returns the registers to write, or an error, which is passed to the caller; nothing
// can happen between decision and commit.
//
// Threads: Find, FindById, List from any thread, never waiting (snapshots). Update from any thread.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "storage/base/result.h"
#include "storage/base/scheduler.h"
#include "storage/table/schema.h"
#include "storage/version/version.h"

namespace meridian {

struct TableDefinition {
  std::string name;
  TableSchema schema;
  int64_t created_at_millis = 0;
  friend bool operator==(const TableDefinition&, const TableDefinition&) = default;
};

using RegisterValue = std::variant<TableDefinition, BillingSettings, StreamSettings, Replica,
                                   Durability, LocalSettings, IndexSettings>;

// A register to write: of `table`, named by the value's type and, for Replica and LocalSettings,
// the region it is about.
struct RegisterWrite {
  TableId table;
  RegisterValue value;
  std::string region;  // For Replica and LocalSettings; else empty.
};
// An index is added, and its throughput changed, by writing its IndexSettings (a new id for a new
// index; schema and id of an old one stay), and removed by this. Of two regions that add an index
// under one name at once, the later one's stands in both.
inline RegisterWrite IndexRemoval(const TableId& table, IndexSettings index) {
  index.removed = true;
  return {table, std::move(index), ""};
}

// A register as regions exchange it.
struct Register {
  TableId table;
  std::string name;  // "definition", "billing", "stream", "durability", "replica/R", "local/R",
                     // "index/NAME".
  HybridTime time;
  Origin origin;
  std::string value;  // Protocol Buffers, storage/table/catalog.proto.
  friend bool operator==(const Register&, const Register&) = default;
};

// An immutable view of the catalog.
class CatalogView {
 public:
  using ByName = std::map<std::string, TablePtr, std::less<>>;
  using ById = std::map<TableId, TablePtr>;

  CatalogView() = default;
  CatalogView(ByName by_name, ById by_id, std::vector<TableNumber> retired_indexes = {})
      : by_name_(std::move(by_name)),
        by_id_(std::move(by_id)),
        retired_indexes_(std::move(retired_indexes)) {}

  // The table of this region with that name; nullptr: none. Tables whose local replica is kDeleted
  // are not there.
  TablePtr Find(std::string_view name) const;
  TablePtr FindById(const TableId& id) const;
  // The table that `region` has under that name, whether or not this region has a replica; its
  // number and self() are only valid when region is this one. nullptr: none that is known here.
  TablePtr FindIn(std::string_view region, std::string_view name) const;
  // This region's tables in name order.
  const ByName& tables() const { return by_name_; }
  // Every table that any region has, also those without a replica here (number 0).
  const ById& all() const { return by_id_; }
  // Numbers of indexes that no write maintains any more, and whose rows are still to go.
  const std::vector<TableNumber>& retired_indexes() const { return retired_indexes_; }

 private:
  ByName by_name_;
  ById by_id_;
  std::vector<TableNumber> retired_indexes_;
};
using CatalogViewPtr = std::shared_ptr<const CatalogView>;

using CatalogDecide =
    UniqueFunction<Result<std::vector<RegisterWrite>>(const CatalogView& current)>;

class CatalogReader {
 public:
  virtual ~CatalogReader() = default;
  virtual CatalogViewPtr View() const = 0;
  TablePtr Find(std::string_view name) const { return View()->Find(name); }
  // Decides and commits on the control partition's executor; `done` is called there.
  virtual void Update(CatalogDecide decide, UniqueFunction<void(Status)> done) = 0;
};

}  // namespace meridian

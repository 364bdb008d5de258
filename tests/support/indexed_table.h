// A table with indexes of every kind, for tests of what keeps them.
//
// Items have the hash key "pk" and may have "g" (string), "n" (number) and "v".
#pragma once

#include "tests/support/region_in_memory.h"

namespace meridian {

// A global index by "g", then "n", that shows all.
IndexSettings GlobalByGroup(const std::string& name, uint8_t id);
// A local index by "n" that shows "v" besides the keys.
IndexSettings LocalByNumber(const std::string& name, uint8_t id);

// Writes registers of the catalog, to the end.
void WriteRegisters(RegionInMemory& region, std::vector<RegisterWrite> writes);
// The table "t", global with `others`, with these indexes.
TablePtr MakeIndexedTable(RegionInMemory& region, const std::vector<IndexSettings>& indexes,
                          const std::vector<std::string>& others = {});

// "" and nullopt: the item lacks the attribute.
Item IndexedItem(const std::string& pk, const std::string& g, std::optional<int64_t> n,
                 const std::string& v);
// Begins to put (delete: nullopt) the item; the outcome is nobody's.
void BeginWrite(RegionInMemory& region, const TablePtr& table, const std::string& pk,
                std::optional<Item> item);

}  // namespace meridian

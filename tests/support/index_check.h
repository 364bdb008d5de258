// What contradicts that a table's indexes show exactly its items.
//
// Threads: none.
#pragma once

#include <string>
#include <vector>

#include "storage/table/region.h"
#include "storage/table/table_store.h"

namespace meridian {

// One line for each entry that is missing, too much or wrong, and for each index whose count or
// size is. Looks at the indexes that are kActive; `region` is the one behind `items`.
std::vector<std::string> IndexFaults(const Region& region, TableStore& items, const Table& table);

}  // namespace meridian

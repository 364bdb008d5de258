// ReadPage: one page of a Query or Scan.
//
// A page ends when the limit of items examined is reached, or once the items examined fill 1 MB:
// both count items before the filter, as the client pays for what was examined. A page that ended
// so has a last key, even if nothing follows it; a page that reached the end has none.
//
// Entries of a local index that don't show all that is asked for are looked up in the table, once
// they have passed the filter; an item that is gone by then is left out.
//
// Threads: pure but for the cursor and the store.
// Source: Amazon DynamoDB Developer Guide, "Paginating table query results", "Local secondary
// indexes".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "regions/api/read_request.h"
#include "storage/base/result.h"
#include "storage/table/table_store.h"

namespace meridian {

struct Page {
  int64_t scanned = 0;           // Items examined.
  int64_t count = 0;             // Those that passed the filter.
  size_t bytes = 0;              // Of the items examined, as the target shows them.
  double fetched_units = 0;      // Of the items looked up in the table.
  std::string items;             // The JSON array of the items; empty for Select=COUNT.
  std::optional<Item> last_key;  // The name of the last item examined.
};

// Reads on from where `cursor`, which walks `target`, stands.
Result<Page> ReadPage(const ReadRequest& request, const ReadTarget& target, TableStore& store,
                      ItemCursor& cursor);

// What the page consumed of `target`.
ConsumedUnits UnitsOf(const ReadRequest& request, const ReadTarget& target, const Page& page);

// The answer of a Query or Scan.
std::string PageBody(const ReadRequest& request, const ReadTarget& target, const Page& page);

}  // namespace meridian

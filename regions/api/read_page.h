// ReadPage: one page of a Query or Scan.
//
// A page ends when the limit of items examined is reached, or once the items examined fill 1 MB:
// both count items before the filter, as the client pays for what was examined. A page that ended
// so has a last key, even if nothing follows it; a page that reached the end has none.
//
// Threads: pure but for the cursor, which is confined to the caller.
// Source: Amazon DynamoDB Developer Guide, "Paginating table query results".
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
  int64_t scanned = 0;                  // Items examined.
  int64_t count = 0;                    // Those that passed the filter.
  size_t bytes = 0;                     // Of the items examined.
  std::string items;                    // The JSON array of the items; empty for Select=COUNT.
  std::optional<std::string> last_key;  // ItemKey::Encoded of the last item examined.
};

// Reads on from where `cursor` stands.
Result<Page> ReadPage(const ReadRequest& request, ItemCursor& cursor);

// The answer of a Query or Scan of `table`. kCorrupt if the last key isn't a key.
Result<std::string> PageBody(const ReadRequest& request, const Table& table, const Page& page);

}  // namespace meridian

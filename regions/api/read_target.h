// ReadTarget: what a Query or Scan reads: a table, or one of its indexes.
//
// Both are walked in the order of a key and show items; an index has a key of its own, shows what
// it projects, and its entries stand behind each other by index key, then by the item's own key. So
// a position in an index, ExclusiveStartKey and LastEvaluatedKey, names the attributes of both.
//
// Threads: a value, confined to the request.
// Source: Amazon DynamoDB Developer Guide, "Secondary indexes"; storage/table/index_key.h.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "regions/api/call.h"
#include "regions/expressions/key_condition.h"
#include "regions/expressions/path.h"

namespace meridian {

struct ReadTarget {
  TablePtr table;
  const Index* index = nullptr;  // Of `table`; nullptr: the table itself.

  // kNotFound for the table; kValidation for an index that isn't there, or that isn't filled yet.
  static Result<ReadTarget> Find(const Services& services, std::string_view table_name,
                                 std::optional<std::string_view> index_name);

  bool is_local() const { return index != nullptr && index->schema().kind == IndexKind::kLocal; }
  bool is_global() const { return index != nullptr && index->schema().kind == IndexKind::kGlobal; }

  // The key whose order is followed.
  KeyNames Key() const;
  // The attributes that `paths` begin with and that aren't shown here, each once, in order.
  std::vector<std::string> Unprojected(const std::vector<Path>& paths) const;
  bool ProjectsAll() const;

  // Where the item stands that `start_key` names; nullopt: it isn't such a name.
  std::optional<ItemKey> PlaceOf(const Item& start_key) const;
  // The name of the item at `place` (ItemCursor::key()). kCorrupt if it is no place.
  Result<Item> NameOf(std::string_view place) const;
  // The whole item whose entry is at `place`; nullopt: it has gone meanwhile. Requires: an index.
  Result<std::optional<StoredItem>> ItemAt(TableStore& store, std::string_view place) const;

  // Cursors as TableStore has them, over items or entries.
  std::unique_ptr<ItemCursor> Query(TableStore& store, const ItemKey& hash, const SortRange& range,
                                    bool forward, const std::optional<std::string>& after) const;
  std::unique_ptr<ItemCursor> Scan(TableStore& store, uint32_t first_slot, uint32_t last_slot,
                                   const std::optional<ItemKey>& after) const;
};

}  // namespace meridian

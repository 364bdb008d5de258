// IndexEntry: what becomes of one entry of one index.
//
// Threads: values.
#pragma once

#include <optional>
#include <string>

#include "storage/item/key.h"
#include "storage/table/item_state.h"
#include "storage/table/schema.h"

namespace meridian {

struct IndexEntry {
  TableNumber index{0};
  Slot slot{0};
  std::string place;             // ItemKey::Encoded, as storage/table/index_key.h makes it.
  std::optional<Payload> shown;  // What the index shows of the item; nullopt: the entry goes.

  friend bool operator==(const IndexEntry&, const IndexEntry&) = default;
};

}  // namespace meridian

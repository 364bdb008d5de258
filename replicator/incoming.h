// A change of another region's log, as something to apply here.
//
// Threads: pure functions.
#pragma once

#include <string_view>

#include "storage/table/replica_store.h"

namespace meridian {

// The table, if its changes are to be applied here; nullptr: skip them (no replica here, or one
// that is being deleted, or that could not be made).
TablePtr AppliedTable(const CatalogView& catalog, const TableId& id);

// The parts of an encoded key (ItemKey::Encoded) in `slot` of `partition`. kCorrupt if it is no key
// of the table, or belongs elsewhere.
Result<ItemKey> SplitKey(const TableSchema& schema, std::string_view encoded, Slot slot);

// kCorrupt if the change makes no sense for `table`; kUnsupported for a kind of a newer release.
Result<IncomingChange> ToIncoming(TablePtr table, const Change& change, Partition partition,
                                  uint16_t partitions);

}  // namespace meridian

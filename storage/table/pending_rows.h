// Pending rows: changes of another region that wait here because their table is paused.
//
//   partition | kPending | length of source (1 byte) | source | table id | sequence
//
// They are stored with the position that passed them, and removed with the commit that merges them.
// So a snapshot's cut must not claim them.
//
// Threads: pure functions, and reads.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "storage/engine/database.h"
#include "storage/table/replica_store.h"

namespace meridian {

// Every row of the table.
std::string PendingPrefix(Partition partition, const std::string& source, const TableId& table);
std::string PendingRow(Partition partition, const std::string& source, const TableId& table,
                       uint64_t sequence);
// Requires: `row` is a PendingRow.
uint64_t SequenceOfPendingRow(std::string_view row);

Result<std::map<TableId, PendingRange>> ReadPendingRanges(const DatabasePtr& database,
                                                          Partition partition,
                                                          const std::string& source);
// The least sequence; nullopt: nothing of the table is kept.
Result<std::optional<uint64_t>> FirstPending(const DatabasePtr& database, Partition partition,
                                             const std::string& source, const TableId& table);

}  // namespace meridian

// Expiry rows: the items of tables with a time to live, in the order in which they expire.
//
// Each live item whose time-to-live attribute is a Number has one row, under the time that it says;
// the row is written, moved and removed in the batch of the item. Rows are a pure function of items
// and the table's setting, never of the clock: what is due is for the sweeper to say.
//
// Threads: pure functions; MoveExpiryRow within a turn.
// Source: Amazon DynamoDB Developer Guide, "Using time to live (TTL) in DynamoDB".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/engine/keyspace.h"
#include "storage/engine/shard.h"
#include "storage/table/item_state.h"
#include "storage/table/settings.h"

namespace meridian {

// Stored on disk, beside those of keyspace.h: never renumber.
inline constexpr RowKind kExpiryRows{0x14};          // time | table | slot | key -> (empty)
inline constexpr RowKind kExpiryProgressRows{0x15};  // table -> how far its rows are.

// partition | kExpiryRows | seconds since the epoch | table | slot | key.
std::string ExpiryRow(Partition partition, uint64_t seconds, uint32_t table, Slot slot,
                      std::string_view key);
struct ExpiryRowParts {
  uint64_t seconds = 0;
  TableRowParts item;
};
// Takes apart the key of an expiry row; nullopt if it is too short.
std::optional<ExpiryRowParts> SplitExpiryRow(std::string_view row);

// When the item expires, in whole seconds since the epoch, by its attribute `attribute`. nullopt:
// it doesn't: a tombstone, or the attribute is absent, no Number, or negative.
std::optional<uint64_t> ExpirySeconds(const ItemState& state, const std::string& attribute);

// `stored` gives way to `next`, in this turn; either may be nullptr (nothing). Nothing happens
// unless `time_to_live`, the table's, is enabled.
void MoveExpiryRow(Turn& turn, Partition partition, TableNumber table,
                   const TimeToLive& time_to_live, Slot slot, std::string_view key,
                   const ItemState* stored, const ItemState* next);

}  // namespace meridian

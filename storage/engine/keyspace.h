// Keyspace: every kind of row in a shard's LevelDB and its key, on one page.
//
//   partition (2 bytes, big-endian) | kind (1 byte) | rest, by kind
//
// A partition is therefore one key range: it can be moved, counted, digested and dropped. Numbers
// in keys are big-endian, so that byte order is numeric order. Byte-level page:
// docs/formats/disk.md.
//
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/engine/partition.h"

namespace meridian {

// Stored on disk: never renumber.
enum class RowKind : uint8_t {
  kCounters = 0x01,    // Last commit number and sequence of the partition.
  kPosition = 0x02,    // Source region -> how far its log is applied.
  kCursor = 0x03,      // Sink -> commit number up to which it is done.
  kNote = 0x04,        // Name -> small durable fact (control partition, shard rows).
  kIdentity = 0x05,    // What the data directory says of itself (shard rows).
  kCeiling = 0x06,     // The clock's persisted ceiling (shard rows).
  kNumber = 0x07,      // Table id -> this region's short number (control partition).
  kTableSize = 0x08,   // table -> its live items and their bytes in the partition.
  kHorizon = 0x09,     // The stable horizon of the partition's last purge.
  kItem = 0x10,        // table | slot | key -> item state.
  kTombstone = 0x11,   // settles | table | slot | key: tombstones in the order they settle.
  kIndexEntry = 0x18,  // index | slot | index key | key -> what the index shows of the item.
  kChange = 0x20,      // First commit number -> packed changes.
  kConflict = 0x30,    // table | slot | key | loser -> both sides.
  kPending = 0x31,     // Source region | table id | sequence -> a change that a pause holds back.
  kRegister = 0x40,    // table id | register name -> register (control partition).
  kIndexState = 0x48,  // Index's number -> what this region knows of it (control partition).
  kIndexPosition = 0x49,  // Home partition -> the last of its changes whose entries are here.
  kIndexProgress = 0x4a,  // index -> how far its backfill is in the partition.
  kPrepared = 0x50,       // transaction id -> its items here, locked until it is decided.
  kDecision = 0x51,     // transaction id -> that it is committed, until every part is carried out.
  kToken = 0x52,        // Client's token -> the transaction that had it (shard rows).
  kTokenExpiry = 0x53,  // expires | token: tokens in the order they expire (shard rows).
};

void AppendBigEndian16(uint16_t value, std::string* out);
void AppendBigEndian32(uint32_t value, std::string* out);
void AppendBigEndian64(uint64_t value, std::string* out);
// Requires: `bytes` has that many bytes at least.
uint16_t ReadBigEndian16(std::string_view bytes);
uint32_t ReadBigEndian32(std::string_view bytes);
uint64_t ReadBigEndian64(std::string_view bytes);

// partition | kind.
std::string RowPrefix(Partition partition, RowKind kind);
// partition | kind | name, for the kinds whose rest is one string.
std::string NamedRow(Partition partition, RowKind kind, std::string_view name);
// partition | kind | number.
std::string NumberedRow(Partition partition, RowKind kind, uint64_t number);

// partition | kItem, kConflict or kIndexEntry | table | slot | key.
std::string TableRow(Partition partition, RowKind kind, uint32_t table, Slot slot,
                     std::string_view key);
// partition | kind | table.
std::string TablePrefix(Partition partition, RowKind kind, uint32_t table);
// partition | kTombstone | settles | table | slot | key.
std::string TombstoneRow(Partition partition, uint64_t settles, uint32_t table, Slot slot,
                         std::string_view key);

struct TableRowParts {
  uint32_t table = 0;
  Slot slot{0};
  std::string_view key;
};
// Takes apart what follows `prefix_bytes` in a row key; nullopt if it is too short.
std::optional<TableRowParts> SplitTableRow(std::string_view row, size_t prefix_bytes);
inline constexpr size_t kRowPrefixBytes = 3;
inline constexpr size_t kTombstonePrefixBytes = kRowPrefixBytes + 8;

// The least key above every key that begins with `prefix`. Requires: not all bytes are 0xff.
std::string PrefixEnd(std::string prefix);

}  // namespace meridian

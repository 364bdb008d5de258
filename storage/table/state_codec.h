// The stored forms of states, conflicts, positions and identities. Protocol Buffers
// (storage/table/state.proto) behind a format byte and a CRC32C; docs/formats/disk.md.
//
// Decoders answer kCorrupt for damaged bytes and kUnsupported for a format of a newer release.
//
// Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "storage/table/replica_store.h"

namespace meridian {

std::string EncodeStoredItem(const ItemState& state, uint64_t commit);
Result<StoredItem> DecodeStoredItem(std::string_view bytes);

// What an index shows of an item.
std::string EncodeIndexEntry(const Payload& shown);
Result<Payload> DecodeIndexEntry(std::string_view bytes);

// How far the backfill of an index is in one partition.
struct IndexProgress {
  std::string after;    // The last item's row that was looked at; empty: none.
  uint64_t commit = 0;  // Of the last entries that went to other shards; 0: none did.
  bool done = false;
};
std::string EncodeIndexProgress(const IndexProgress& progress);
Result<IndexProgress> DecodeIndexProgress(std::string_view bytes);

std::string EncodeConflict(const Conflict& conflict);
Result<Conflict> DecodeConflict(std::string_view bytes);

std::string EncodePosition(const Position& position);
Result<Position> DecodePosition(std::string_view bytes);

std::string EncodeRegister(const Register& reg);
Result<Register> DecodeRegister(std::string_view bytes);

struct PartitionCounters {
  uint64_t commit = 0;
  uint64_t sequence = 0;
};
std::string EncodeCounters(const PartitionCounters& counters);
Result<PartitionCounters> DecodeCounters(std::string_view bytes);

// What a data directory says of itself.
struct DirectoryIdentity {
  Origin origin;
  uint16_t partitions = 0;
  uint16_t shards = 0;
};
std::string EncodeIdentity(const DirectoryIdentity& identity);
Result<DirectoryIdentity> DecodeIdentity(std::string_view bytes);

}  // namespace meridian

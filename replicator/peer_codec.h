// The peer protocol's messages as values. Protocol Buffers in replicator/peer.proto.
//
// Threads: pure functions.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "storage/table/replica_store.h"

namespace meridian {

// A place in a partition of a table: behind this key. The conflict rows come behind all keys.
struct KeyPlace {
  bool conflict = false;  // `key` is ConflictCursor::row.
  Slot slot{0};
  std::string key;
  friend auto operator<=>(const KeyPlace&, const KeyPlace&) = default;
};

struct SnapshotRequest {
  std::string target;
  TableId table;
  Partition partition{0};
  std::optional<KeyPlace> after;
  std::map<Origin, uint64_t> required;
};
struct SnapshotChunk {
  std::string not_yet;  // Why there is no chunk now; empty: there is.
  std::string states;   // Change frames.
  bool last = false;
  KeyPlace end;  // Of the last change. Unset if there is none.
  std::map<Origin, uint64_t> cut;
  HybridTime horizon;  // The source's, of the partition.
};

struct DigestRequest {
  TableId table;
  Partition partition{0};
  HybridTime cut;
  std::vector<uint32_t> keys_of;
};
struct BucketDigest {
  uint64_t low = 0;
  uint64_t high = 0;
  uint64_t items = 0;
  friend bool operator==(const BucketDigest&, const BucketDigest&) = default;
};
struct KeyDigest {
  KeyPlace place;
  uint64_t digest = 0;  // 0: a tombstone.
  bool in_flight = false;
};
struct DigestReply {
  std::string not_yet;
  std::vector<BucketDigest> buckets;
  std::vector<KeyDigest> keys;
};

struct BackfillPlace {
  bool done = false;
  std::optional<KeyPlace> after;
  HybridTime horizon;  // The greatest that came with a chunk.
};

std::string EncodeSnapshotRequest(const SnapshotRequest& request);
std::string EncodeSnapshotChunk(const SnapshotChunk& chunk);
std::string EncodeDigestRequest(const DigestRequest& request);
std::string EncodeDigestReply(const DigestReply& reply);
std::string EncodeBackfillProgress(const std::vector<BackfillPlace>& places);
// kCorrupt: not such a message.
Result<SnapshotRequest> DecodeSnapshotRequest(std::string_view bytes);
Result<SnapshotChunk> DecodeSnapshotChunk(std::string_view bytes);
Result<DigestRequest> DecodeDigestRequest(std::string_view bytes);
Result<DigestReply> DecodeDigestReply(std::string_view bytes);
Result<std::vector<BackfillPlace>> DecodeBackfillProgress(std::string_view bytes);

}  // namespace meridian

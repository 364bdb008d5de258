// What crosses regions in Kafka: log batches and heartbeats, as values.
//
// Protocol Buffers in streams/envelope.proto; byte-level page in docs/formats/kafka.md. Every field
// exists from the first release. A reader that meets a required feature it doesn't know pauses the
// link: it never skips.
//
// Threads: values.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "storage/table/change.h"

namespace meridian {

inline constexpr uint32_t kBatchFormatVersion = 1;
// Feature bits this release understands.
inline constexpr uint64_t kKnownFeatures = 0;

// One Kafka message of a region log: successive changes of one partition.
struct LogBatch {
  uint32_t format_version = kBatchFormatVersion;
  uint64_t required_features = 0;
  Origin origin;
  uint64_t epoch = 0;
  uint16_t partition = 0;   // Index; the control topic has the value of kControlPartition.
  uint16_t partitions = 0;  // P, so that a region with another P is refused.
  uint64_t owner_epoch = 0;
  uint64_t fence_epoch = 0;
  uint64_t first_sequence = 0;  // Of the first change; 0: a snapshot batch without changes.
  uint64_t last_sequence = 0;
  HybridTime horizon;             // H of the writer when the batch was made.
  HybridTime clock;               // T of the writer when the batch was made.
  uint64_t catalog_sequence = 0;  // The reader must have applied the control log up to here.
  std::string mac;                // Room for a message authentication code.
  std::string changes;            // Frames (AppendChange), in order.
  std::vector<Register>
      snapshot;  // Control topic only: the whole catalog, at the start of an epoch.
};

// Bytes with a CRC32C over everything.
std::string EncodeBatch(const LogBatch& batch);
// kCorrupt: damaged. kUnsupported: an unknown format or required feature; the message says which.
Result<LogBatch> DecodeBatch(std::string_view bytes);

// One message of a heartbeat topic.
struct Heartbeat {
  Origin origin;
  uint64_t epoch = 0;       // Of the log topic now written.
  uint16_t partitions = 0;  // P.
  uint64_t number = 0;      // Grows by one.
  HybridTime clock;         // T: every write with clock <= T has a sequence up to `sequences`.
  std::vector<uint64_t> sequences;  // By data partition, control last.
  int64_t sent_at_millis = 0;       // Wall clock, for offset measurement.
  struct Mark {
    Origin origin;
    std::vector<uint64_t> applied;  // By data partition, control last.
    // What may count for the stable horizon: applied, held back while a backfill or a repair runs.
    std::vector<uint64_t> acknowledged;
  };
  std::vector<Mark> marks;                        // One for each origin consumed.
  std::map<std::string, int64_t> offsets_millis;  // Measured clock offset to each peer region.
  std::string state;                              // ACTIVE, DRAINING, FENCED, RECOVERING.
};

std::string EncodeHeartbeat(const Heartbeat& heartbeat);
Result<Heartbeat> DecodeHeartbeat(std::string_view bytes);

}  // namespace meridian

// ExpiryProgress: how far the expiry rows of one table are in one partition.
//
// Protocol Buffers, storage/table/settings.proto, behind a CRC32C.
//
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "storage/base/result.h"
#include "storage/engine/partition.h"
#include "storage/table/settings.h"

namespace meridian {

// Stored on disk: never renumber.
enum class ExpiryPhase : uint8_t {
  kFilling = 1,   // Items up to `done_to` have their rows.
  kComplete = 2,  // Every item has.
  kRemoving = 3,  // No row of the table is left up to `done_to`.
};

struct ExpiryProgress {
  std::string attribute;          // Of the TimeToLive that the rows are for,
  int64_t changed_at_millis = 0;  // and its own stamp.
  ExpiryPhase phase = ExpiryPhase::kFilling;
  std::string done_to;  // A row's key; empty: nothing yet.

  // Whether the rows are for `time_to_live`.
  bool IsFor(const TimeToLive& time_to_live) const;
};

// The key of its row, and the rows of a whole partition.
std::string ExpiryProgressRow(Partition partition, TableNumber table);
// kCorrupt if the bytes are damaged.
Result<ExpiryProgress> DecodeExpiryProgress(std::string_view bytes);
std::string EncodeExpiryProgress(const ExpiryProgress& progress);

}  // namespace meridian

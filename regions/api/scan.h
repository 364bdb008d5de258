// Scan: all items of a table, whole or one segment of it.
//
// Segments are ranges of slots (storage/engine/partition.h): every item is in exactly one, whatever
// the number of segments, and workers meet no item twice.
//
// Threads: as every operation (regions/api/call.h).
// Source: Amazon DynamoDB API Reference, Scan; Developer Guide, "Parallel scan".
#pragma once

#include <cstdint>
#include <optional>

#include "regions/api/call.h"

namespace meridian {

struct SlotRange {
  uint32_t first = 0;
  uint32_t last = 0;  // Included.
};

// The slots of `segment` of `total`; nullopt: none, as there are more segments than slots.
// Requires: segment < total.
std::optional<SlotRange> SegmentSlots(int64_t segment, int64_t total);

Task<Reply> Scan(const Services& services, Call call);

}  // namespace meridian

// Scan: all items of a table or of an index, whole or one segment of it.
//
// Segments are ranges of slots (storage/engine/partition.h), of an index those of its own keys:
// every item is in exactly one, whatever the number of segments, and workers meet no item twice.
//
// Threads: as every operation (regions/api/call.h).
// Source: Amazon DynamoDB API Reference, Scan; Developer Guide, "Parallel scan".
#pragma once

#include <cstdint>
#include <optional>

#include "regions/api/call.h"
#include "regions/api/read_page.h"
#include "regions/api/read_request.h"

namespace meridian {

struct Segment {
  int64_t number = 0;
  int64_t total = 1;
};

struct SlotRange {
  uint32_t first = 0;
  uint32_t last = 0;  // Included.
};

// The slots of `segment` of `total`; nullopt: none, as there are more segments than slots.
// Requires: segment < total.
std::optional<SlotRange> SegmentSlots(int64_t segment, int64_t total);

// One page of `segment` of `target`; begins behind request.start_key. kValidation for what the
// target forbids. Requires: segment.number < segment.total.
Result<Page> ScanPage(TableStore& store, const ReadRequest& request, const ReadTarget& target,
                      const Segment& segment);

Task<Reply> Scan(const Services& services, Call call);

}  // namespace meridian

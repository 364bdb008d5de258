// Capacity units: what reading and writing items costs.
//
// Threads: pure functions.
// Source: dynamodb.md 4.4; Amazon DynamoDB Developer Guide, "Read and write operations".
#pragma once

#include <cstddef>
#include <cstdint>

namespace meridian {

enum class CapacityKind : uint8_t { kRead, kWrite };

// Of reading `bytes`, rounded up to 4 KB; a missing item counts as one unit of 4 KB.
double ReadUnits(size_t bytes, bool consistent);
// Of writing an item of `bytes` (for an update the larger of before and after), rounded up to 1 KB.
double WriteUnits(size_t bytes);

}  // namespace meridian

// The times of writes, and of expiries.
//
// Clock readings and the versions of clients' writes have even times. An expiry takes the odd time
// right behind what expired: so it loses to every write above that, wherever it was made, and never
// ties with one.
//
// Threads: pure functions.
#pragma once

#include "storage/version/version.h"

namespace meridian {

// The least even time above `time`.
inline HybridTime NextWriteTime(HybridTime time) { return HybridTime{(time.bits | 1) + 1}; }
// The time of an expiry of what was written at `time`.
inline HybridTime ExpiryTime(HybridTime time) { return time.Next(); }

}  // namespace meridian

// ThroughputHistory: how often a table's throughput may fall, and its billing mode change.
//
// Throughput may fall four times on a UTC day, and then again whenever the last time is an hour
// ago. A table may be switched to on-demand four times in 24 hours; back at any time.
//
// Threads: pure functions.
// Source: Amazon DynamoDB Developer Guide, "Quotas in Amazon DynamoDB", "Decreasing provisioned
// throughput"; "Considerations when switching capacity modes".
#pragma once

#include <cstdint>

#include "storage/base/result.h"
#include "storage/table/settings.h"

namespace meridian {

// The history once `before` has become `after`, at `now_millis`. kLimitExceeded, with when it may
// be done, if it may not be done now.
Result<ThroughputHistory> NextHistory(const ThroughputHistory& current,
                                      const BillingSettings& before, const BillingSettings& after,
                                      int64_t now_millis);

// What counts of `history` today: 0 when the last decrease was on another UTC day.
int32_t DecreasesToday(const ThroughputHistory& history, int64_t now_millis);

}  // namespace meridian

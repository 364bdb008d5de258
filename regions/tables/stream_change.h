// Turning a table's stream on and off.
//
// A stream's view type never changes: off and on again makes another stream with another label. On
// a global table the stream can't be turned off, and is turned on with the first replica.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, StreamSpecification; Developer Guide, "Global tables".
#pragma once

#include <cstdint>
#include <optional>

#include "regions/tables/table_request.h"
#include "storage/base/result.h"
#include "storage/table/schema.h"

namespace meridian {

// What needs no table: whether the view type is there exactly when it must.
Status CheckStreamChange(const std::optional<StreamSpecification>& asked);

// The settings of `table`'s stream after the change. kValidation if it is on, or off, already, or
// may not be turned off. Requires: CheckStreamChange found nothing.
Result<StreamSettings> NextStream(const StreamSpecification& asked, const Table& table,
                                  int64_t now_millis);

// `current` turned on, with a label that it never had before.
StreamSettings EnabledStream(const StreamSettings& current, StreamViewType view_type,
                             int64_t now_millis);

}  // namespace meridian

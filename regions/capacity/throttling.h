// Throttling: why a request was refused for its rate, on its way to the client as an Error.
//
// An Error has a code and a text and nothing more, so what DynamoDB tells besides (which limit, of
// which table or index) travels in the text behind a line break; regions/api/errors.cc takes it
// apart again.
//
// Threads: values and pure functions.
// Source: Amazon DynamoDB API Reference, ThrottlingReason.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "regions/capacity/capacity_units.h"
#include "storage/base/result.h"

namespace meridian {

enum class LimitKind : uint8_t {
  kNone,
  kProvisioned,      // ProvisionedThroughput.
  kOnDemandMaximum,  // OnDemandThroughput of a table that is paid per request.
};

struct Throttling {
  std::string message;   // DynamoDB's.
  std::string reason;    // "TableWriteProvisionedThroughputExceeded"; empty: isn't known.
  std::string resource;  // The ARN of the table or index.
};

// What was over its limit.
struct ThrottledResource {
  CapacityKind kind = CapacityKind::kRead;
  bool is_index = false;
  std::string arn;
};

// kThroughputExceeded or kThrottled, by whose limit it is. Requires: `limit` isn't kNone.
Error MakeThrottled(LimitKind limit, const ThrottledResource& resource);

// What MakeThrottled put in; a text of another origin is all message.
Throttling ReadThrottling(std::string_view error_message);

}  // namespace meridian

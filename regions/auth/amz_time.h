// Amz time: the two spellings of an instant that SigV4 accepts.
//
// Units: milliseconds since the Unix epoch, UTC. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace meridian {

// "20150830T123600Z", ISO 8601's basic format.
std::string FormatAmzTime(int64_t time_ms);
// nullopt: not exactly that format, or not an instant.
std::optional<int64_t> ParseAmzTime(std::string_view text);
// "Sun, 30 Aug 2015 12:36:00 GMT", HTTP's format (RFC 9110, 5.6.7). nullopt as above.
std::optional<int64_t> ParseHttpTime(std::string_view text);

}  // namespace meridian

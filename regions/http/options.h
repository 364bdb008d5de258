// HttpOptions: the limits of the front end. Every wait has a deadline and every size a bound.
//
// Deadlines are checked once a tick, so each may end up to one tick late.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace meridian {

struct HttpOptions {
  std::string address = "127.0.0.1";  // An IP address; never a name.
  uint16_t port = 0;                  // 0: the kernel's choice; see Listener::port().
  int threads = 2;                    // 1 to 256. One event loop each.
  size_t connections_max = 10'000;    // Further ones are closed at once.

  size_t head_bytes_max = 16 * 1024;         // Over it: 431.
  size_t headers_max = 100;                  // Over it: 431.
  size_t body_bytes_max = 16 * 1024 * 1024;  // DynamoDB's request limit. Over it: 413.

  std::chrono::milliseconds tick{100};              // Resolution of all deadlines below.
  std::chrono::milliseconds head_timeout{10'000};   // First byte to end of head, not per read.
  std::chrono::milliseconds body_timeout{60'000};   // End of head to end of body, not per read.
  std::chrono::milliseconds write_timeout{30'000};  // For a whole answer.
  std::chrono::milliseconds idle_timeout{75'000};   // Between requests.
  std::chrono::milliseconds linger_timeout{2'000};  // Draining input after an answer that closes.
  std::chrono::milliseconds drain_timeout{10'000};  // Stop(): for requests in flight.
};

}  // namespace meridian

// The header gate: lets only unambiguous HTTP/1.1 heads through, before any parser sees them.
//
// Proxies and servers that read one head in two ways can be made to disagree about where a request
// ends (request smuggling). Beast 1.81 accepts several such shapes, so the raw bytes are checked
// first: exactly one Host; at most one Content-Length, of digits only; no Transfer-Encoding but
// exactly `chunked`, and only in HTTP/1.1; never both; no folded lines; no Content-Encoding; CRLF
// line ends only; no white space before a colon; an origin-form target (or `*`).
//
// Pure functions. Sources: RFC 9112 sections 3.2, 5.2, 6.1, 6.3, 11.2.
#pragma once

#include <cstddef>
#include <string_view>

namespace meridian {

// Length of the head at the front of `bytes`, its empty line included; 0: not there yet. A bare LF
// ends lines here, so that the gate sees such a head and refuses it instead of waiting for more.
size_t HeadLength(std::string_view bytes);

// What is wrong with the head, for a log; nullptr: nothing. Requires: `head` ends with an empty
// line.
const char* HeadFault(std::string_view head);

}  // namespace meridian

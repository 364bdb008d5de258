// Response heads as bytes, written in one pass into the connection's output buffer.
//
// Pure functions; what varies from second to second or request to request is handed in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "regions/http/message.h"

namespace meridian {

struct HeadOptions {
  std::string_view date;        // RFC 9110's format.
  std::string_view request_id;  // Used if `response.dynamodb`.
  bool http_1_0 = false;        // The client's version: keep-alive must then be said.
  bool close = false;           // The connection ends after this answer.
};

// Status line, fields and empty line; the body is the caller's to add. A field of
// `response.headers` with a control character in it is left out: it would start a new line.
void AppendHead(std::string* out, const HttpResponse& response, const HeadOptions& options);

// "Sun, 06 Nov 1994 08:49:37 GMT".
std::string FormatHttpDate(int64_t time_ms);

}  // namespace meridian

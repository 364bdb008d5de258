// SignedRequest: what SigV4 reads of a request, without knowing who parsed it.
//
// All of it is views into memory of the caller. The order of headers and query parameters is the
// one on the wire; canonical order is canonical.h's business.
#pragma once

#include <span>
#include <string_view>

namespace meridian {

struct HeaderField {
  std::string_view name;   // In the sender's case.
  std::string_view value;  // Without surrounding white space.
};

struct SignedRequest {
  std::string_view method;
  std::string_view target;  // Path and query as received, still percent-encoded.
  std::span<const HeaderField> headers;
  std::string_view body;
};

// The value of the first header of that name, in any case; nullptr if there is none.
const HeaderField* FindHeader(std::span<const HeaderField> headers, std::string_view name);

}  // namespace meridian

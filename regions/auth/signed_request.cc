#include "regions/auth/signed_request.h"

#include <strings.h>

namespace meridian {

const HeaderField* FindHeader(std::span<const HeaderField> headers, std::string_view name) {
  for (const HeaderField& header : headers) {
    if (header.name.size() == name.size() &&
        strncasecmp(header.name.data(), name.data(), name.size()) == 0) {
      return &header;
    }
  }
  return nullptr;
}

}  // namespace meridian

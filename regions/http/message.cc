#include "regions/http/message.h"

#include <cstring>

namespace meridian {
namespace {

std::string_view CopyTo(char** at, std::string_view text) {
  if (!text.empty()) std::memcpy(*at, text.data(), text.size());
  const std::string_view copy(*at, text.size());
  *at += text.size();
  return copy;
}

}  // namespace

HttpRequest::HttpRequest(std::string_view method, std::string_view target,
                         std::span<const HeaderField> headers, std::string body_bytes)
    : body(std::move(body_bytes)) {
  size_t bytes = method.size() + target.size();
  for (const HeaderField& header : headers) bytes += header.name.size() + header.value.size();
  head_ = std::make_unique_for_overwrite<char[]>(bytes);
  char* at = head_.get();
  method_ = CopyTo(&at, method);
  target_ = CopyTo(&at, target);
  headers_.reserve(headers.size());
  for (const HeaderField& header : headers) {
    headers_.push_back({.name = CopyTo(&at, header.name), .value = CopyTo(&at, header.value)});
  }
}

std::optional<std::string_view> HttpRequest::Header(std::string_view name) const {
  const HeaderField* found = FindHeader(headers_, name);
  if (found == nullptr) return std::nullopt;
  return found->value;
}

}  // namespace meridian

// HttpRequest and HttpResponse: what a session hands to a Handler and gets back.
//
// A request owns one copy of its head; method, target and headers are views into it and stay valid
// when it is moved. Its head has passed the header gate: exactly one Host, unambiguous framing.
//
// Threads: values.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "regions/auth/signed_request.h"

namespace meridian {

class HttpRequest {
 public:
  HttpRequest() = default;
  // Copies the views' bytes.
  HttpRequest(std::string_view method, std::string_view target,
              std::span<const HeaderField> headers, std::string body = {});
  HttpRequest(HttpRequest&&) = default;
  HttpRequest& operator=(HttpRequest&&) = default;

  std::string_view method() const { return method_; }
  // Path and query as received, still percent-encoded.
  std::string_view target() const { return target_; }
  // In the order received.
  std::span<const HeaderField> headers() const { return headers_; }
  // The first header of that name, in any case.
  std::optional<std::string_view> Header(std::string_view name) const;
  // For SigV4. Valid as long as this.
  SignedRequest signed_view() const { return {method_, target_, headers_, body}; }

  std::string body;
  std::string peer;  // The client's address, without port.
  bool keep_alive = true;

 private:
  std::unique_ptr<char[]> head_;
  std::string_view method_;
  std::string_view target_;
  std::vector<HeaderField> headers_;
};

struct HttpResponse {
  int status = 200;
  std::string content_type;  // Empty: no such header.
  std::string body;
  // Further headers. Content-Length, Date, Server and Connection are the session's.
  std::vector<std::pair<std::string, std::string>> headers;
  // An answer of the DynamoDB protocol: gets x-amzn-RequestId and x-amz-crc32.
  bool dynamodb = false;
  std::string request_id;  // Empty: the session draws one if `dynamodb`.
  bool close = false;      // Ends the connection after this answer.
};

}  // namespace meridian

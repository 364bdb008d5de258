// Claim: what a request says about its own signature, from the Authorization header or the query.
//
// Reading it covers every fault that can be seen without knowing keys, regions or the time:
// DynamoDB's MissingAuthenticationToken and IncompleteSignature, in its words.
//
// Pure. A Claim is views into the request, and into `decoded` for what came from a query.
#pragma once

#include <chrono>
#include <cstdint>
#include <forward_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "regions/auth/auth_error.h"
#include "regions/auth/signed_request.h"

namespace meridian {

struct Claim {
  std::string_view algorithm;
  std::string_view credential;  // <access key>/<date>/<region>/<service>/<terminator>
  std::string_view signed_headers;
  std::string_view signature;
  std::string_view date_text;  // As sent; any accepted format.

  // Parts of `credential`.
  std::string_view access_key_id;
  std::string_view scope;  // All of it after the access key.
  std::string_view scope_date;
  std::string_view region;
  std::string_view service;
  std::string_view terminator;

  int64_t time_ms = 0;                          // date_text, parsed.
  std::string amz_time;                         // The same in ISO 8601's basic format.
  std::optional<std::chrono::seconds> expires;  // Presigned only: how long it is good.

  std::forward_list<std::string> decoded;
};

std::variant<Claim, AuthError> ReadClaim(const SignedRequest& request);

}  // namespace meridian

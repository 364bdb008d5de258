// The canonical request and the string to sign: SigV4's two texts, built the same way by signer and
// verifier.
//
// Lenient where clients differ: runs of white space in values are folded, names may be in any case,
// the list of signed headers in any order. Strict where it matters: a signed header that was sent
// twice contributes both values, in the order sent.
//
// Pure functions. Source: AWS, "Create a signed AWS API request", steps 1 and 3.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "regions/auth/sha256.h"
#include "regions/auth/signed_request.h"

namespace meridian {

// The names in "host;x-amz-date", lower-case and sorted.
std::vector<std::string> SplitSignedHeaders(std::string_view list);

// `signed_headers` is sorted and lower-case. A query parameter X-Amz-Signature is left out.
std::string CanonicalRequest(const SignedRequest& request,
                             const std::vector<std::string>& signed_headers);

// `scope` is "<date>/<region>/<service>/aws4_request".
std::string StringToSign(std::string_view amz_time, std::string_view scope,
                         std::string_view canonical_request);

// The day's key for one region and service.
HmacKey DeriveKey(std::string_view secret, std::string_view date, std::string_view region,
                  std::string_view service);

// `text` with %XX decoded; a stray % stays. '+' is not a space here.
std::string PercentDecode(std::string_view text);

}  // namespace meridian

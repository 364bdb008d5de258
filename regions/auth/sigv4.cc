#include "regions/auth/sigv4.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <utility>

#include "regions/auth/amz_time.h"
#include "regions/auth/canonical.h"
#include "regions/auth/claim.h"
#include "storage/base/check.h"

namespace meridian {
namespace {

// Keys times days times services: far more than a region uses, so passing it means churn.
constexpr size_t kCachedKeysMax = 4096;

AuthError Invalid(std::string message) { return {"InvalidSignatureException", std::move(message)}; }

bool Contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string LimitText(std::chrono::seconds limit) {
  const int64_t seconds = limit.count();
  return seconds % 60 == 0 ? std::to_string(seconds / 60) + " min."
                           : std::to_string(seconds) + " sec.";
}

// What is wrong with the signature's age; empty: nothing. `window` bounds a signature from the
// future, and one from the past unless the request says itself how long it is good.
std::string AgeFault(const Claim& claim, std::chrono::seconds window, int64_t now_ms) {
  const std::chrono::seconds past = claim.expires.value_or(window);
  const int64_t oldest = now_ms - past.count() * 1000;
  const int64_t newest = now_ms + window.count() * 1000;
  // Dates have no fraction of a second; the second that is just passing out still counts.
  if (claim.time_ms + 999 < oldest) {
    return "Signature expired: " + claim.amz_time + " is now earlier than " +
           FormatAmzTime(oldest) + " (" + FormatAmzTime(now_ms) + " - " + LimitText(past) + ")";
  }
  if (claim.time_ms > newest) {
    return "Signature not yet current: " + claim.amz_time + " is still later than " +
           FormatAmzTime(newest) + " (" + FormatAmzTime(now_ms) + " + " + LimitText(window) + ")";
  }
  return {};
}

bool SameText(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

SigV4Verifier::SigV4Verifier(const CredentialStore& credentials, Options options)
    : credentials_(credentials), options_(std::move(options)) {
  CHECK(!options_.regions.empty());
  CHECK(!options_.services.empty());
  CHECK(options_.window.count() >= 0);
}

AuthResult SigV4Verifier::Verify(const SignedRequest& request, int64_t now_ms) {
  auto claim = ReadClaim(request);
  if (auto* fault = std::get_if<AuthError>(&claim)) return std::move(*fault);
  return Check(request, std::get<Claim>(claim), now_ms);
}

AuthResult SigV4Verifier::Check(const SignedRequest& request, const Claim& claim, int64_t now_ms) {
  const auto secret = credentials_.Find(claim.access_key_id);
  if (secret == nullptr) {
    return AuthError{"UnrecognizedClientException",
                     "The security token included in the request is invalid."};
  }
  if (auto fault = AgeFault(claim, options_.window, now_ms); !fault.empty()) {
    return Invalid(std::move(fault));
  }
  const auto signed_headers = SplitSignedHeaders(claim.signed_headers);
  if (!Contains(signed_headers, "host")) {
    return Invalid("'Host' must be a 'SignedHeader' in the AWS Authorization.");
  }
  if (FindHeader(request.headers, "X-Amz-Target") != nullptr &&
      !Contains(signed_headers, "x-amz-target")) {
    return Invalid("'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.");
  }
  if (auto fault = ScopeFault(claim); !fault.empty()) return Invalid(std::move(fault));

  const std::string to_sign =
      StringToSign(claim.amz_time, claim.scope, CanonicalRequest(request, signed_headers));
  const std::string expected = Hex(SigningKey(claim, secret).Mac(to_sign));
  if (!SameText(expected, claim.signature)) {
    return Invalid(
        "The request signature we calculated does not match the signature you provided. Check "
        "your AWS Secret Access Key and signing method. Consult the service documentation for "
        "details.");
  }
  return Identity{std::string(claim.access_key_id)};
}

std::string SigV4Verifier::ScopeFault(const Claim& claim) const {
  std::string fault;
  const auto add = [&fault](std::string_view text) {
    if (!fault.empty()) fault.push_back(' ');
    fault.append(text);
  };
  if (!Contains(options_.regions, claim.region)) {
    add("Credential should be scoped to a valid region, not '" + std::string(claim.region) + "'.");
  }
  if (!Contains(options_.services, claim.service)) {
    add("Credential should be scoped to correct service: '" + options_.services.front() + "'.");
  }
  if (claim.terminator != "aws4_request") {
    add("Credential should be scoped with a valid terminator: 'aws4_request', not '" +
        std::string(claim.terminator) + "'.");
  }
  const std::string_view day = std::string_view(claim.amz_time).substr(0, 8);
  if (claim.scope_date != day) {
    add("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from "
        "HTTP: '" +
        std::string(claim.scope_date) + "' != '" + std::string(day) + "', from '" + claim.amz_time +
        "'.");
  }
  return fault;
}

HmacKey SigV4Verifier::SigningKey(const Claim& claim, const std::shared_ptr<const Secret>& secret) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = keys_.find(claim.credential);
    if (found != keys_.end() && found->second.secret == secret) return found->second.key;
  }
  HmacKey key = DeriveKey(secret->bytes(), claim.scope_date, claim.region, claim.service);
  const std::lock_guard lock(mutex_);
  if (keys_.size() >= kCachedKeysMax) keys_.clear();
  keys_.insert_or_assign(std::string(claim.credential), CachedKey{secret, key});
  return key;
}

}  // namespace meridian

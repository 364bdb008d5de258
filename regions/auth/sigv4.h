// SigV4Verifier: is this request signed by a key we know, for us, now?
//
// Accepts AWS Signature Version 4 in the Authorization header or in the query. Checks run in
// DynamoDB's order and answer with its exception names and words, so that SDKs react as they do to
// the real service. The payload hash is always computed from the body: UNSIGNED-PAYLOAD and a
// forged X-Amz-Content-Sha256 fail like any wrong signature. X-Amz-Target, if sent, must be signed,
// because it selects the operation.
//
// Signing keys are cached for each credential scope as prepared HMAC states; an entry is good only
// while the store still holds the very Secret it was derived from, so revocation is immediate.
//
// Threads: safe from any thread.
// Source: AWS, "Signature Version 4 signing process".
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "regions/auth/auth_error.h"
#include "regions/auth/credentials.h"
#include "regions/auth/sha256.h"
#include "regions/auth/signed_request.h"

namespace meridian {

struct Claim;

struct Identity {
  std::string access_key_id;
};

using AuthResult = std::variant<Identity, AuthError>;

class SigV4Verifier {
 public:
  struct Options {
    std::vector<std::string> regions;  // Accepted in the scope; at least one.
    std::vector<std::string> services = {"dynamodb", "meridian"};
    std::chrono::seconds window = std::chrono::minutes(15);  // Both into the past and the future.
  };

  // `credentials` must outlive this.
  SigV4Verifier(const CredentialStore& credentials, Options options);

  // `now_ms`: milliseconds since the Unix epoch, UTC.
  AuthResult Verify(const SignedRequest& request, int64_t now_ms);

 private:
  struct CachedKey {
    std::shared_ptr<const Secret> secret;
    HmacKey key;
  };
  AuthResult Check(const SignedRequest& request, const Claim& claim, int64_t now_ms);
  // What is wrong with the credential's scope; empty: nothing.
  std::string ScopeFault(const Claim& claim) const;
  // Requires: the scope was accepted, so that strangers can't fill the cache.
  HmacKey SigningKey(const Claim& claim, const std::shared_ptr<const Secret>& secret);

  const CredentialStore& credentials_;
  const Options options_;
  std::mutex mutex_;  // Guards keys_; held for a look-up and a copy only.
  std::unordered_map<std::string, CachedKey, CredentialStore::NameHash, std::equal_to<>> keys_;
};

}  // namespace meridian

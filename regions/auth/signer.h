// Signer: the client's side of SigV4, for the peer protocol and the load generator.
//
// Signs every header it is given (Host must be among them) and the body. The day's key is kept, so
// that a signature costs what verifying one costs.
//
// Threads: confined to one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "regions/auth/credentials.h"
#include "regions/auth/sha256.h"
#include "regions/auth/signed_request.h"

namespace meridian {

class Signer {
 public:
  struct Options {
    std::string access_key_id;
    std::shared_ptr<const Secret> secret;
    std::string region;
    std::string service = "dynamodb";
  };
  // Headers to add to the request, in any place.
  struct Headers {
    std::string amz_date;       // X-Amz-Date
    std::string authorization;  // Authorization
  };

  explicit Signer(Options options);

  // Requires: `request` has a Host header, no X-Amz-Date and no Authorization.
  Headers Sign(const SignedRequest& request, int64_t now_ms);

 private:
  const Options options_;
  std::string key_date_;
  std::optional<HmacKey> key_;
};

}  // namespace meridian

// Authenticator: who sent this request? A port, so that tests need not sign what they send.
//
// Threads: safe from any thread.
#pragma once

#include "regions/auth/sigv4.h"
#include "regions/http/message.h"
#include "storage/base/clock.h"

namespace meridian {

class Authenticator {
 public:
  virtual ~Authenticator() = default;
  virtual AuthResult Authenticate(const HttpRequest& request) = 0;
};

// By AWS Signature Version 4.
class SigV4Authenticator final : public Authenticator {
 public:
  // Both must outlive this.
  SigV4Authenticator(SigV4Verifier& verifier, const WallClock& clock)
      : verifier_(verifier), clock_(clock) {}

  AuthResult Authenticate(const HttpRequest& request) override {
    return verifier_.Verify(request.signed_view(), clock_.NowMillis());
  }

 private:
  SigV4Verifier& verifier_;
  const WallClock& clock_;
};

}  // namespace meridian

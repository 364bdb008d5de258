// Router: from an HTTP request to an operation and back; health, readiness and metrics besides.
//
// Checks come in DynamoDB's order, because SDKs and tests see the first error only: content type,
// JSON, target, signature, then the operation's own. Requests of other regions (POST /peer/<name>)
// are signed the same way, with a key of their own, and go to a handler that the node plugs in.
//
// Threads: Handle from any thread, at once; immutable after construction.
// Source: dynamodb.md 1.1, 1.2.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "regions/api/authenticator.h"
#include "regions/api/call.h"
#include "regions/api/operations.h"
#include "regions/api/router_probe.h"
#include "regions/http/handler.h"
#include "storage/base/clock.h"

namespace meridian {

class Router final : public Handler {
 public:
  struct Options {
    // Why this node does not serve; nullopt: it does. Empty function: always ready.
    std::function<std::optional<std::string>()> unready;
    // What answers POST /peer/<name>, signature checked. Empty: 404.
    std::function<Task<HttpResponse>(HttpRequest)> peer;
    // The access key that regions sign with: it alone opens /peer/, and opens nothing else.
    std::string peer_access_key;
  };

  // All references must outlive this.
  Router(const Services& services, const Operations& operations, Authenticator& authenticator,
         const MonotonicClock& clock, Options options);

  Task<HttpResponse> Handle(HttpRequest request) override;

 private:
  Task<HttpResponse> Post(HttpRequest request);
  Task<HttpResponse> Peer(HttpRequest request);
  Task<HttpResponse> RunOperation(HttpRequest request);
  HttpResponse Get(const HttpRequest& request) const;
  HttpResponse Refuse(int status, std::string body, std::string_view content_type);

  const Services& services_;
  const Operations& operations_;
  Authenticator& authenticator_;
  const MonotonicClock& clock_;
  const Options options_;
  RouterProbe probe_;
};

}  // namespace meridian

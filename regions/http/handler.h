// Handler: what answers requests; the router in a node, a lambda's worth of code in tests.
#pragma once

#include "regions/http/message.h"
#include "storage/base/task.h"

namespace meridian {

class Handler {
 public:
  virtual ~Handler() = default;
  // Runs on the connection's thread, for many connections at once; must not block it. An exception
  // that escapes is answered with 500 and logged.
  virtual Task<HttpResponse> Handle(HttpRequest request) = 0;
};

}  // namespace meridian

// PeerDoor: POST /peer/<method> of this node's endpoint, answered by the replicator's PeerService.
//
// The router has checked that the cluster's own key signed. Each request hops to the replicator's
// executor and back.
//
// Threads: Handle on any connection's thread.
#pragma once

#include <functional>

#include "regions/http/message.h"
#include "storage/base/result.h"
#include "storage/base/scheduler.h"
#include "storage/base/task.h"

namespace meridian {

class PeerDoor {
 public:
  // Answers (method, request); called on `scheduler`.
  using Answer = std::function<void(const std::string&, const std::string&,
                                    UniqueFunction<void(Result<std::string>)>)>;
  PeerDoor(Scheduler& scheduler, Answer answer)
      : scheduler_(scheduler), answer_(std::move(answer)) {}

  Task<HttpResponse> Handle(HttpRequest request);

 private:
  Scheduler& scheduler_;
  const Answer answer_;
};

}  // namespace meridian

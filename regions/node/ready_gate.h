// ReadyGate: what stands before the router until this node may serve operations.
//
// Reads of state (GET) and peers always pass; operations are answered with DynamoDB's 503 until
// Open. SDKs retry that. At the end the node says that it isn't ready any more, so that nobody is
// sent to it, yet serves every request that it has taken.
//
// Threads: any.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "regions/http/handler.h"

namespace meridian {

class ReadyGate final : public Handler {
 public:
  explicit ReadyGate(std::string reason) : reason_(std::move(reason)) {}

  // Set once, before the first request. `next` outlives this.
  void SetNext(Handler& next) { next_ = &next; }
  void Open() { SetReason(std::nullopt); }
  void Close(std::string reason) { SetReason(std::move(reason)); }
  // As Close to whoever asks for Reason, and to operations if they weren't served before.
  void Drain(std::string reason);
  // Why no more operations should be sent here; nullopt: they may.
  std::optional<std::string> Reason() const;

  Task<HttpResponse> Handle(HttpRequest request) override;

 private:
  void SetReason(std::optional<std::string> reason);
  // Why operations aren't served; nullopt: they are.
  std::optional<std::string> Refusal() const;

  Handler* next_ = nullptr;
  mutable std::mutex mutex_;  // Guards what follows.
  std::optional<std::string> reason_;
  bool draining_ = false;  // Operations are served in spite of reason_.
};

}  // namespace meridian

// ReadyGate: what stands before the router until this node may serve operations.
//
// Reads of state (GET) and peers always pass; operations are answered with DynamoDB's 503 until
// Open. SDKs retry that.
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
  // Why operations aren't served; nullopt: they are.
  std::optional<std::string> Reason() const;

  Task<HttpResponse> Handle(HttpRequest request) override;

 private:
  void SetReason(std::optional<std::string> reason);

  Handler* next_ = nullptr;
  mutable std::mutex mutex_;  // Guards reason_.
  std::optional<std::string> reason_;
};

}  // namespace meridian

#include "regions/node/ready_gate.h"

#include "regions/api/errors.h"

namespace meridian {

std::optional<std::string> ReadyGate::Reason() const {
  const std::lock_guard lock(mutex_);
  return reason_;
}

void ReadyGate::Drain(std::string reason) {
  const std::lock_guard lock(mutex_);
  draining_ = !reason_.has_value();
  if (draining_) reason_ = std::move(reason);
}

std::optional<std::string> ReadyGate::Refusal() const {
  const std::lock_guard lock(mutex_);
  return draining_ ? std::nullopt : reason_;
}

void ReadyGate::SetReason(std::optional<std::string> reason) {
  const std::lock_guard lock(mutex_);
  reason_ = std::move(reason);
  draining_ = false;
}

Task<HttpResponse> ReadyGate::Handle(HttpRequest request) {
  const bool operation = request.method() == "POST" && !request.target().starts_with("/peer/");
  if (operation) {
    if (const auto reason = Refusal()) {
      const ApiError error =
          ApiError::Of(Error{Errc::kUnavailable, "The region is not ready: " + *reason});
      HttpResponse response;
      response.status = error.status();
      response.content_type = "application/x-amz-json-1.0";
      response.body = error.Body();
      response.dynamodb = true;
      co_return response;
    }
  }
  co_return co_await next_->Handle(std::move(request));
}

}  // namespace meridian

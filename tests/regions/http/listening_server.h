// A Listener on a free port with a Handler whose answers tests understand:
//   /echo     the body, as a DynamoDB answer      /hold     waits until Release()
//   /large    4 MB                                /throw    lets an exception escape
//   otherwise the method, a space and the target
#pragma once

#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "regions/http/listener.h"
#include "storage/base/check.h"

namespace meridian {

class TestHandler final : public Handler {
 public:
  static constexpr size_t kLargeBytes = 4 * 1024 * 1024;

  Task<HttpResponse> Handle(HttpRequest request) override {
    if (request.target() == "/echo") {
      co_return HttpResponse{.content_type = "application/x-amz-json-1.0",
                             .body = std::move(request.body),
                             .dynamodb = true};
    }
    if (request.target() == "/large") {
      co_return HttpResponse{.body = std::string(kLargeBytes, 'l')};
    }
    if (request.target() == "/throw") throw std::runtime_error("thrown on purpose");
    if (request.target() == "/hold") {
      const bool released = co_await AwaitCallback<bool>([this](auto resume) {
        const std::lock_guard lock(mutex_);
        held_.push_back([resume] { resume(true); });
        changed_.notify_all();
      });
      co_return HttpResponse{.body = released ? "released" : ""};
    }
    co_return HttpResponse{.body =
                               std::string(request.method()) + " " + std::string(request.target())};
  }

  void AwaitHeld() {
    std::unique_lock lock(mutex_);
    CHECK(changed_.wait_for(lock, std::chrono::seconds(20), [this] { return !held_.empty(); }));
  }
  void Release() {
    std::vector<std::function<void()>> held;
    {
      const std::lock_guard lock(mutex_);
      held.swap(held_);
    }
    for (const auto& resume : held) resume();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::function<void()>> held_;
};

struct ListeningServer {
  explicit ListeningServer(HttpOptions options = {}) : listener(clock, handler, options) {
    CHECK(listener.Start().has_value());
  }

  SystemWallClock clock;
  TestHandler handler;
  Listener listener;
};

inline std::string Post(const std::string& target, const std::string& body,
                        const std::string& fields = "") {
  return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

inline std::string Get(const std::string& target) {
  return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
}

}  // namespace meridian

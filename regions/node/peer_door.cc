#include "regions/node/peer_door.h"

namespace meridian {
namespace {

constexpr std::string_view kPrefix = "/peer/";

HttpResponse ErrorAnswer(int status, const Error& error) {
  HttpResponse response;
  response.status = status;
  response.content_type = "text/plain";
  response.body = std::to_string(static_cast<int>(error.code)) + "\n" + error.message;
  return response;
}

}  // namespace

Task<HttpResponse> PeerDoor::Handle(HttpRequest request) {
  std::string method(request.target().substr(kPrefix.size()));
  auto body = std::make_shared<std::string>(std::move(request.body));
  // Named, because GCC 12 destroys temporaries of a co_await expression twice.
  auto start = [this, method = std::move(method), body](auto done) {
    scheduler_.Post([this, method, body, done = std::move(done)]() mutable {
      answer_(method, *body, std::move(done));
    });
  };
  Result<std::string> answer = co_await AwaitCallback<Result<std::string>>(std::move(start));
  if (!answer) co_return ErrorAnswer(500, answer.error());
  HttpResponse response;
  response.content_type = "application/octet-stream";
  response.body = *std::move(answer);
  co_return response;
}

}  // namespace meridian

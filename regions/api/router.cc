#include "regions/api/router.h"

#include <utility>
#include <variant>

#include "regions/api/scaling_errors.h"

namespace meridian {

namespace {

constexpr std::string_view kJson10 = "application/x-amz-json-1.0";
constexpr std::string_view kJson11 = "application/x-amz-json-1.1";
constexpr std::string_view kJson = "application/json";
constexpr std::string_view kText = "text/plain";

HttpResponse Text(int status, std::string body) {
  HttpResponse response;
  response.status = status;
  response.content_type = kText;
  response.body = std::move(body);
  return response;
}

// What DynamoDB's front end says to anything that isn't its protocol.
HttpResponse NotOurs() {
  HttpResponse response;
  response.status = 404;
  response.body = "<UnknownOperationException/>\n";
  response.dynamodb = true;
  return response;
}

HttpResponse Json(int status, std::string body, std::string_view content_type) {
  HttpResponse response;
  response.status = status;
  response.content_type = content_type;
  response.body = std::move(body);
  response.dynamodb = true;
  return response;
}

// The content type of the answer; empty: the request's is not acceptable.
std::string_view AnswerType(const HttpRequest& request) {
  const auto header = request.Header("Content-Type");
  if (!header) return request.body.empty() ? kJson10 : std::string_view();
  std::string_view type = header->substr(0, header->find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  if (type == kJson10) return kJson10;
  // DynamoDB speaks 1.0 alone, Application Auto Scaling 1.1 alone.
  const std::string_view target = request.Header("X-Amz-Target").value_or("");
  if (type == kJson11 && target.starts_with(kScalingTarget)) return kJson11;
  return type == kJson ? kJson : std::string_view();
}

// Browsers ask first what they may send; everything, since requests are signed.
HttpResponse Preflight(const HttpRequest& request) {
  if (!request.Header("Origin")) return NotOurs();
  HttpResponse response;
  const auto echo = [&](std::string_view asked, const char* answered) {
    if (const auto value = request.Header(asked))
      response.headers.emplace_back(answered, std::string(*value));
  };
  echo("Access-Control-Request-Headers", "Access-Control-Allow-Headers");
  echo("Access-Control-Request-Method", "Access-Control-Allow-Methods");
  response.headers.emplace_back("Access-Control-Max-Age", "172800");
  response.dynamodb = true;
  return response;
}

// A key that is known, but not for what was asked.
AuthError UnknownKey() {
  return {"UnrecognizedClientException", "The security token included in the request is invalid."};
}

std::string_view PathOf(const HttpRequest& request) {
  return request.target().substr(0, request.target().find('?'));
}

}  // namespace

Router::Router(const Services& services, const Operations& operations, Authenticator& authenticator,
               const MonotonicClock& clock, Options options)
    : services_(services),
      operations_(operations),
      authenticator_(authenticator),
      clock_(clock),
      options_(std::move(options)),
      probe_(services.metrics, operations) {}

Task<HttpResponse> Router::Handle(HttpRequest request) {
  const bool cross_origin = request.Header("Origin").has_value();
  HttpResponse response;
  if (request.method() == "POST") {
    response = co_await Post(std::move(request));
  } else if (request.method() == "GET") {
    response = Get(request);
  } else {
    response = request.method() == "OPTIONS" ? Preflight(request) : NotOurs();
  }
  if (cross_origin) response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  co_return response;
}

Task<HttpResponse> Router::Post(HttpRequest request) {
  if (PathOf(request).starts_with("/peer/")) return Peer(std::move(request));
  return RunOperation(std::move(request));
}

HttpResponse Router::Get(const HttpRequest& request) const {
  const std::string_view path = PathOf(request);
  if (path == "/") {
    HttpResponse healthy = Text(200, "healthy: dynamodb." + services_.region + ".amazonaws.com ");
    healthy.dynamodb = true;
    return healthy;
  }
  if (path == "/health") return Text(200, "ok\n");
  if (path == "/ready") {
    const auto reason = options_.unready ? options_.unready() : std::nullopt;
    return reason ? Text(503, *reason + "\n") : Text(200, "ready\n");
  }
  if (path == "/metrics") {
    HttpResponse metrics = Text(200, services_.metrics.Text());
    metrics.content_type = "text/plain; version=0.0.4; charset=utf-8";
    return metrics;
  }
  return NotOurs();
}

HttpResponse Router::Refuse(int status, std::string body, std::string_view content_type) {
  probe_.Refused();
  return Json(status, std::move(body), content_type);
}

Task<HttpResponse> Router::Peer(HttpRequest request) {
  if (!options_.peer) co_return NotOurs();
  const AuthResult who = authenticator_.Authenticate(request);
  if (const auto* error = std::get_if<AuthError>(&who))
    co_return Refuse(403, AuthErrorBody(*error), kJson10);
  if (std::get<Identity>(who).access_key_id != options_.peer_access_key)
    co_return Refuse(403, AuthErrorBody(UnknownKey()), kJson10);
  co_return co_await options_.peer(std::move(request));
}

Task<HttpResponse> Router::RunOperation(HttpRequest request) {
  const std::string_view type = AnswerType(request);
  if (type.empty() || PathOf(request) != "/") {
    probe_.Refused();
    co_return NotOurs();
  }
  auto document = JsonDocument::Parse(request.body);
  if (!document || !document->root().Is(JsonValue::Kind::kObject))
    co_return Refuse(400, ApiError{.exception = Exception::kSerialization}.Body(), type);
  const Operation* operation = operations_.Find(request.Header("X-Amz-Target").value_or(""));
  if (!operation)
    co_return Refuse(400, ApiError{.exception = Exception::kUnknownOperation}.Body(), type);
  const AuthResult who = authenticator_.Authenticate(request);
  if (const auto* error = std::get_if<AuthError>(&who))
    co_return Refuse(400, AuthErrorBody(*error), type);
  if (!options_.peer_access_key.empty() &&
      std::get<Identity>(who).access_key_id == options_.peer_access_key)
    co_return Refuse(400, AuthErrorBody(UnknownKey()), type);

  const auto begin = clock_.Now();
  // Named, because GCC 12 may destroy twice what is built inside a co_await expression.
  Call call{*std::move(document), std::get<Identity>(who).access_key_id};
  Reply reply = co_await Operations::Run(*operation, services_, std::move(call));
  const ApiError* error = reply.error();
  probe_.Answered(*operation, error, clock_.Now() - begin);
  if (error && type == kJson11) co_return Json(error->status(), ScalingErrorBody(*error), type);
  if (error) co_return Json(error->status(), error->Body(), type);
  co_return Json(200, std::move(reply).TakeBody(), type);
}

}  // namespace meridian

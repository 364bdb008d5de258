// ApiServer: the API over fakes, asked as a client would ask it, but without signatures.
//
// Threads: confined to one.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "regions/api/router.h"
#include "tests/support/fake_catalog.h"
#include "tests/support/fake_table_store.h"

namespace meridian {

// Lets everybody in, or gives one answer to all.
class FakeAuthenticator final : public Authenticator {
 public:
  AuthResult Authenticate(const HttpRequest&) override { return result; }
  AuthResult result = Identity{"AKIDEXAMPLE"};
};

class FixedWallClock final : public WallClock {
 public:
  int64_t NowMillis() const override { return 1'700'000'000'123; }
};

class FixedMonotonicClock final : public MonotonicClock {
 public:
  std::chrono::nanoseconds Now() const override { return {}; }
};

class ApiServer {
 public:
  explicit ApiServer(Router::Options options = {})
      : router(services, operations, authenticator, monotonic, std::move(options)) {}

  HttpResponse Send(HttpRequest request) {
    HttpResponse response;
    boost::asio::io_context io;
    boost::asio::co_spawn(io, router.Handle(std::move(request)),
                          [&](std::exception_ptr failure, HttpResponse answer) {
                            if (failure) std::rethrow_exception(failure);
                            response = std::move(answer);
                          });
    io.run();
    return response;
  }

  HttpResponse Send(std::string_view method, std::string_view target,
                    std::vector<HeaderField> headers, std::string body = {}) {
    return Send(HttpRequest(method, target, headers, std::move(body)));
  }

  // "<status> <body>" of an operation of DynamoDB.
  std::string Ask(std::string_view operation, std::string body) {
    const std::string target = std::string(kDynamoDbTarget).append(operation);
    const HttpResponse response = Send(
        "POST", "/", {{"X-Amz-Target", target}, {"Content-Type", "application/x-amz-json-1.0"}},
        std::move(body));
    return std::to_string(response.status) + " " + response.body;
  }

  FixedWallClock wall;
  FixedMonotonicClock monotonic;
  SystemSecureRandom random;
  Metrics metrics;
  FakeTableStore store;
  FakeCatalog catalog{"us-east-1"};
  FakeAuthenticator authenticator;
  Services services{store, catalog, wall, random, metrics, "us-east-1"};
  Operations operations = StandardOperations();
  Router router;
};

// What Ask gives for a ValidationException.
inline std::string Invalid(std::string_view message) {
  return R"(400 {"__type":"com.amazon.coral.validate#ValidationException","message":")" +
         std::string(message) + R"("})";
}

inline std::string Unserializable(std::string_view message) {
  return R"(400 {"__type":"com.amazon.coral.service#SerializationException","Message":")" +
         std::string(message) + R"("})";
}

}  // namespace meridian

#include "regions/api/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/regions/api/api_server.h"
#include "tests/regions/api/item_case.h"

namespace meridian {
namespace {

constexpr char kGetItem[] = "DynamoDB_20120810.GetItem";

std::vector<HeaderField> Headers(std::string_view target,
                                 std::string_view type = "application/x-amz-json-1.0") {
  return {{"x-amz-target", target}, {"content-type", type}};
}

std::string HeaderOf(const HttpResponse& response, std::string_view name) {
  const auto found = std::find_if(response.headers.begin(), response.headers.end(),
                                  [&](const auto& header) { return header.first == name; });
  return found == response.headers.end() ? "" : found->second;
}

TEST(RouterTest, OtherContentTypesAreNotFound) {
  ApiServer server;
  for (const char* type : {"application/x-amz-json-1.1", "text/plain", ""}) {
    const HttpResponse response = server.Send("POST", "/", Headers(kGetItem, type), "{}");

    EXPECT_EQ(response.status, 404) << type;
    EXPECT_EQ(response.body, "<UnknownOperationException/>\n");
    EXPECT_EQ(response.content_type, "");
  }
  EXPECT_EQ(server.Send("POST", "/", {{"X-Amz-Target", kGetItem}}, "{}").status, 404);
}

TEST(RouterTest, PlainJsonIsAcceptedAndEchoed) {
  ApiServer server;

  const HttpResponse plain =
      server.Send("POST", "/", Headers(kGetItem, "application/json; charset=utf-8"), "{}");
  const HttpResponse amazons = server.Send("POST", "/", Headers(kGetItem), "{}");

  EXPECT_EQ(plain.status, 400);
  EXPECT_EQ(plain.content_type, "application/json");
  EXPECT_TRUE(plain.dynamodb);
  EXPECT_EQ(amazons.content_type, "application/x-amz-json-1.0");
}

TEST(RouterTest, ChecksJsonThenTargetThenSignature) {
  ApiServer server;
  server.authenticator.result = AuthError{"UnrecognizedClientException", "who?"};

  const auto body = [&](std::string_view target, std::string text) {
    const HttpResponse response = server.Send("POST", "/", Headers(target), std::move(text));
    EXPECT_EQ(response.status, 400);
    return response.body;
  };

  EXPECT_EQ(body("nothing", "[]"),
            R"({"__type":"com.amazon.coral.service#SerializationException"})");
  EXPECT_EQ(body("nothing", "{"),
            R"({"__type":"com.amazon.coral.service#SerializationException"})");
  EXPECT_EQ(body("DynamoDB_20120810.Nothing", "{}"),
            R"({"__type":"com.amazon.coral.service#UnknownOperationException"})");
  EXPECT_EQ(
      body(kGetItem, "{}"),
      R"({"__type":"com.amazon.coral.service#UnrecognizedClientException","message":"who?"})");
}

TEST(RouterTest, HealthNeedsNoSignature) {
  ApiServer server;
  server.authenticator.result = AuthError{"UnrecognizedClientException", "who?"};

  EXPECT_EQ(server.Send("GET", "/", {}).body, "healthy: dynamodb.us-east-1.amazonaws.com ");
  EXPECT_EQ(server.Send("GET", "/health", {}).status, 200);
  EXPECT_EQ(server.Send("GET", "/ready?x=1", {}).body, "ready\n");
  EXPECT_EQ(server.Send("GET", "/nothing", {}).status, 404);
  EXPECT_EQ(server.Send("PUT", "/", {}).status, 404);
}

TEST(RouterTest, ReadyTellsTheReasonOtherwise) {
  ApiServer server(Router::Options{.unready = [] { return std::optional<std::string>("no log"); }});

  const HttpResponse response = server.Send("GET", "/ready", {});

  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.body, "no log\n");
}

TEST(RouterTest, BrowsersMayAskFromAnywhere) {
  ApiServer server;

  const HttpResponse preflight = server.Send("OPTIONS", "/",
                                             {{"Origin", "http://x"},
                                              {"Access-Control-Request-Headers", "x-amz-target"},
                                              {"Access-Control-Request-Method", "POST"}});

  EXPECT_EQ(preflight.status, 200);
  EXPECT_EQ(preflight.body, "");
  EXPECT_EQ(HeaderOf(preflight, "Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(HeaderOf(preflight, "Access-Control-Allow-Headers"), "x-amz-target");
  EXPECT_EQ(HeaderOf(preflight, "Access-Control-Allow-Methods"), "POST");
  EXPECT_EQ(HeaderOf(preflight, "Access-Control-Max-Age"), "172800");
  EXPECT_EQ(server.Send("OPTIONS", "/", {}).status, 404);
  EXPECT_EQ(HeaderOf(server.Send("GET", "/", {{"Origin", "null"}}), "Access-Control-Allow-Origin"),
            "*");
}

TEST(RouterTest, PeerRequestsReachTheirHandlerOnlySignedWithThePeersKey) {
  ApiServer server(Router::Options{.peer = [](HttpRequest request) -> Task<HttpResponse> {
                                     HttpResponse response;
                                     response.body =
                                         std::string(request.target()) + " " + request.body;
                                     co_return response;
                                   },
                                   .peer_access_key = "PEER"});

  EXPECT_EQ(server.Send("POST", "/peer/hello", {}, "bytes").status, 403);
  server.authenticator.result = Identity{"PEER"};
  EXPECT_EQ(server.Send("POST", "/peer/hello", {}, "bytes").body, "/peer/hello bytes");
  EXPECT_THAT(server.Ask("ListTables", "{}"), testing::HasSubstr("UnrecognizedClientException"));
  server.authenticator.result = AuthError{"MissingAuthenticationTokenException", "no"};
  EXPECT_EQ(server.Send("POST", "/peer/hello", {}, "bytes").status, 403);
  EXPECT_EQ(ApiServer().Send("POST", "/peer/hello", {}, "bytes").status, 404);
}

TEST(RouterTest, CountsRequestsErrorsAndFailedConditionsByOperation) {
  ApiServer server;
  AddTables(&server);
  server.Ask("PutItem", R"({"TableName":"t","Item":{"k":{"S":"1"}}})");
  server.Ask("PutItem", R"({"TableName":"t","Item":{}})");
  server.Ask("PutItem", R"~({"TableName":"t","Item":{"k":{"S":"1"}},)~"
                        R"~("ConditionExpression":"attribute_not_exists(k)"})~");

  const std::string text = server.Send("GET", "/metrics", {}).body;

  EXPECT_NE(text.find(R"(meridian_api_requests_total{operation="PutItem"} 3)"), text.npos);
  EXPECT_NE(text.find(R"(meridian_api_errors_total{operation="PutItem",side="client"} 1)"),
            text.npos);
  EXPECT_NE(text.find("meridian_api_condition_failures_total 1"), text.npos);
}

}  // namespace
}  // namespace meridian

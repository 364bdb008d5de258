#include "regions/auth/claim.h"

#include <gtest/gtest.h>

#include "tests/regions/auth/request_builder.h"

namespace meridian {
namespace {

AuthError FaultOf(const TestRequest& request) {
  std::vector<HeaderField> fields;
  for (const auto& header : request.headers) fields.push_back({header.name, header.value});
  const auto claim = ReadClaim({request.method, request.target, fields, request.body});
  if (const auto* fault = std::get_if<AuthError>(&claim)) return *fault;
  return {};
}

TestRequest WithAuthorization(std::string value) {
  TestRequest request = BotocoreRequest();
  request.Value("Authorization") = std::move(value);
  return request;
}

TEST(ClaimTest, RefusesHeaderAndQueryTogether) {
  TestRequest request = PresignedRequest();
  request.Value("Authorization") = vectors::kSignedByBotocore;

  EXPECT_EQ(FaultOf(request).exception, "InvalidSignatureException");
  EXPECT_EQ(FaultOf(request).message,
            "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP "
            "header.");
}

TEST(ClaimTest, MissesATokenWhereThereIsNone) {
  TestRequest request = BotocoreRequest();
  request.Remove("Authorization");

  EXPECT_EQ(FaultOf(request).exception, "MissingAuthenticationTokenException");
  EXPECT_EQ(FaultOf(request).message, "Request is missing Authentication Token");
  EXPECT_EQ(FaultOf(WithAuthorization("Basic dXNlcjpwYXNz")).exception,
            "MissingAuthenticationTokenException");
  EXPECT_EQ(FaultOf(WithAuthorization("")).exception, "MissingAuthenticationTokenException");
}

TEST(ClaimTest, ListsEveryMissingPartOfTheHeader) {
  TestRequest request = WithAuthorization("AWS4-HMAC-SHA256 Signature=b");
  request.Remove("X-Amz-Date");

  EXPECT_EQ(FaultOf(request).exception, "IncompleteSignatureException");
  EXPECT_EQ(FaultOf(request).message,
            "Authorization header requires 'Credential' parameter. Authorization header requires "
            "'SignedHeaders' parameter. Authorization header requires existence of either a "
            "'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256 Signature=b");
}

TEST(ClaimTest, ListsEveryMissingPartOfTheQuery) {
  TestRequest request = PresignedRequest();
  request.target = "/?X-Amz-Credential=a&X-Amz-Date=b&X-Amz-SignedHeaders=c";

  EXPECT_EQ(FaultOf(request).exception, "IncompleteSignatureException");
  EXPECT_EQ(FaultOf(request).message,
            "AWS query-string parameters must include 'X-Amz-Algorithm'. AWS query-string "
            "parameters must include 'X-Amz-Signature'. Re-examine the query-string parameters.");
}

TEST(ClaimTest, RefusesAnotherAlgorithmAndAnUnfinishedCredential) {
  EXPECT_EQ(FaultOf(WithAuthorization(
                        "AWS4-HMAC-SHA1 Credential=a/b/c/d/e, SignedHeaders=host, Signature=f"))
                .message,
            "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1' (only AWS4-HMAC-SHA256 for now). ");
  EXPECT_EQ(FaultOf(WithAuthorization(
                        "AWS4-HMAC-SHA256 Credential=a/b/c/d, SignedHeaders=host, Signature=f"))
                .message,
            "Credential must have exactly 5 slash-delimited elements, e.g. "
            "keyid/date/region/service/term, got 'a/b/c/d'");
}

TEST(ClaimTest, RefusesADateOfAnotherFormatAndTakesHttps) {
  TestRequest request = BotocoreRequest();
  request.Value("X-Amz-Date") = "201";
  EXPECT_EQ(FaultOf(request).message,
            "Date must be in ISO-8601 'basic format'. Got '201'. See "
            "http://en.wikipedia.org/wiki/ISO_8601");

  request.Value("X-Amz-Date") = "Sun, 30 Aug 2015 12:36:00 GMT";
  EXPECT_EQ(FaultOf(request).message, "");
}

TEST(ClaimTest, RefusesAnExpiryOutOfRange) {
  for (const char* expires : {"-1", "604801", "x", "", "99999999999999999999"}) {
    TestRequest request = PresignedRequest();
    request.target = Replaced(request.target, "Expires=600", std::string("Expires=") + expires);
    EXPECT_EQ(FaultOf(request).exception, "IncompleteSignatureException") << expires;
  }
}

TEST(ClaimTest, SurvivesAnyTruncation) {
  const std::string whole = vectors::kSignedByBotocore;
  for (size_t i = 0; i < whole.size(); ++i) FaultOf(WithAuthorization(whole.substr(0, i)));
  TestRequest request = PresignedRequest();
  while (!request.target.empty()) {
    FaultOf(request);
    request.target.pop_back();
  }
}

}  // namespace
}  // namespace meridian

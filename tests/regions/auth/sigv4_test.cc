#include "regions/auth/sigv4.h"

#include <gtest/gtest.h>

#include "tests/regions/auth/request_builder.h"

namespace meridian {
namespace {

constexpr int64_t kMinuteMs = 60'000;
constexpr char kMismatch[] =
    "The request signature we calculated does not match the signature you provided. Check your AWS "
    "Secret Access Key and signing method. Consult the service documentation for details.";

class SigV4VerifierTest : public testing::Test {
 protected:
  std::string OutcomeOf(const TestRequest& request, int64_t now_ms = vectors::kTimeMs) {
    return Outcome(VerifyWith(verifier_, request, now_ms));
  }
  std::string MessageFor(const TestRequest& request, int64_t now_ms = vectors::kTimeMs) {
    return MessageOf(VerifyWith(verifier_, request, now_ms));
  }
  std::string MessageWithAuthorization(const std::string& from, const std::string& to) {
    TestRequest request = BotocoreRequest();
    std::string& value = request.Value("Authorization");
    value = Replaced(value, from, to);
    return MessageFor(request);
  }

  CredentialStore store_{ExampleSecrets()};
  SigV4Verifier verifier_{store_, {.regions = {"us-east-1"}}};
};

TEST_F(SigV4VerifierTest, AcceptsTheRequestsOfAwssTestSuite) {
  SigV4Verifier verifier(store_, {.regions = {"us-east-1"}, .services = {"service"}});

  for (const auto& vector : vectors::Suite()) {
    TestRequest request{vector.method, vector.target, vector.headers, vector.body};
    request.headers.push_back({"Host", "example.amazonaws.com"});
    request.headers.push_back({"X-Amz-Date", "20150830T123600Z"});
    request.headers.push_back(
        {"Authorization",
         "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
         "SignedHeaders=" +
             vector.signed_headers + ", Signature=" + vector.signature});

    EXPECT_EQ(Outcome(VerifyWith(verifier, request)), "ok") << vector.name;
  }
}

TEST_F(SigV4VerifierTest, AcceptsWhatBotocoreSignsAndNamesTheKey) {
  const AuthResult result = VerifyWith(verifier_, BotocoreRequest());

  ASSERT_EQ(Outcome(result), "ok");
  EXPECT_EQ(std::get<Identity>(result).access_key_id, "AKIDEXAMPLE");
  EXPECT_EQ(OutcomeOf(BotocoreRequest()), "ok") << "with the key now cached";
}

TEST_F(SigV4VerifierTest, AcceptsAPresignedQueryUntilItExpires) {
  EXPECT_EQ(OutcomeOf(PresignedRequest()), "ok");
  EXPECT_EQ(OutcomeOf(PresignedRequest(), vectors::kTimeMs + 10 * kMinuteMs), "ok");

  EXPECT_EQ(MessageFor(PresignedRequest(), vectors::kTimeMs + 11 * kMinuteMs),
            "Signature expired: 20150830T123600Z is now earlier than 20150830T123700Z "
            "(20150830T124700Z - 10 min.)");
}

TEST_F(SigV4VerifierTest, IsLenientWithSpacingCaseAndOrder) {
  TestRequest request = BotocoreRequest();
  std::string& authorization = request.Value("Authorization");
  while (authorization.find(", ") != std::string::npos) {
    authorization = Replaced(authorization, ", ", ",");
  }
  EXPECT_EQ(OutcomeOf(request), "ok") << "commas without a space";

  std::swap(request.headers.front(), request.headers[2]);
  for (auto& header : request.headers) {
    for (char& c : header.name) c = static_cast<char>(std::toupper(c));
  }
  EXPECT_EQ(OutcomeOf(request), "ok") << "names in upper case, other order";

  request = BotocoreRequest();
  std::string& value = request.Value("Authorization");
  value = Replaced(value, "content-type;host", "Host;Content-Type");
  EXPECT_EQ(OutcomeOf(request), "ok") << "signed headers unsorted";
}

TEST_F(SigV4VerifierTest, RefusesEveryFlippedByteOfWhatIsSigned) {
  const TestRequest good = BotocoreRequest();
  const auto refused = [this](const TestRequest& request) { return OutcomeOf(request) != "ok"; };

  for (size_t i = 0; i < good.body.size(); ++i) {
    TestRequest request = good;
    request.body[i] ^= 1;
    EXPECT_TRUE(refused(request)) << "body byte " << i;
  }
  for (size_t h = 0; h < good.headers.size(); ++h) {
    for (size_t i = 0; i < good.headers[h].value.size(); ++i) {
      TestRequest request = good;
      request.headers[h].value[i] ^= 1;
      EXPECT_TRUE(refused(request)) << good.headers[h].name << " byte " << i;
    }
  }
  TestRequest request = good;
  request.method = "PUT";
  EXPECT_TRUE(refused(request));
  request = good;
  request.target = "/x";
  EXPECT_TRUE(refused(request));
  request = good;
  request.target = "/?a=b";
  EXPECT_TRUE(refused(request));
  request = good;
  request.headers.push_back({"X-Amz-Target", "DynamoDB_20120810.DeleteTable"});
  EXPECT_TRUE(refused(request)) << "a signed header sent twice";
}

TEST_F(SigV4VerifierTest, RefusesEveryFlippedByteOfAPresignedQuery) {
  const TestRequest good = PresignedRequest();

  for (size_t i = 1; i < good.target.size(); ++i) {
    TestRequest request = good;
    request.target[i] ^= 1;
    EXPECT_NE(OutcomeOf(request), "ok") << request.target;
  }
}

TEST_F(SigV4VerifierTest, RefusesABodyBehindAPresignedEmptyOne) {
  TestRequest request = PresignedRequest();
  request.body = "{}";

  EXPECT_EQ(MessageFor(request), kMismatch);
}

TEST_F(SigV4VerifierTest, RefusesUnsignedPayload) {
  TestRequest request = BotocoreRequest();
  request.Value("X-Amz-Content-Sha256") = "UNSIGNED-PAYLOAD";
  request.body = R"({"Limit":4})";

  EXPECT_EQ(MessageFor(request), kMismatch);
}

TEST_F(SigV4VerifierTest, BoundsTheSignaturesAgeInBothDirections) {
  const TestRequest request = BotocoreRequest();

  EXPECT_EQ(OutcomeOf(request, vectors::kTimeMs + 15 * kMinuteMs), "ok");
  EXPECT_EQ(OutcomeOf(request, vectors::kTimeMs - 15 * kMinuteMs), "ok");
  EXPECT_EQ(MessageFor(request, vectors::kTimeMs + 16 * kMinuteMs),
            "Signature expired: 20150830T123600Z is now earlier than 20150830T123700Z "
            "(20150830T125200Z - 15 min.)");
  EXPECT_EQ(MessageFor(request, vectors::kTimeMs - 16 * kMinuteMs),
            "Signature not yet current: 20150830T123600Z is still later than 20150830T123500Z "
            "(20150830T122000Z + 15 min.)");
}

TEST_F(SigV4VerifierTest, RefusesAnUnknownKeyBeforeAnythingElse) {
  TestRequest request = BotocoreRequest();
  std::string& value = request.Value("Authorization");
  value = Replaced(value, "AKIDEXAMPLE", "AKIDUNKNOWN");

  const AuthResult result = VerifyWith(verifier_, request, vectors::kTimeMs + 60 * kMinuteMs);

  EXPECT_EQ(Outcome(result), "UnrecognizedClientException");
  EXPECT_EQ(MessageOf(result), "The security token included in the request is invalid.");
}

TEST_F(SigV4VerifierTest, RefusesOtherScopes) {
  EXPECT_EQ(MessageWithAuthorization("us-east-1", "mars-1"),
            "Credential should be scoped to a valid region, not 'mars-1'.");
  EXPECT_EQ(MessageWithAuthorization("/dynamodb/", "/s3/"),
            "Credential should be scoped to correct service: 'dynamodb'.");
  EXPECT_EQ(MessageWithAuthorization("aws4_request", "aws5"),
            "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'.");
  EXPECT_EQ(MessageWithAuthorization("/20150830/", "/20150829/"),
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from "
            "HTTP: '20150829' != '20150830', from '20150830T123600Z'.");
}

TEST_F(SigV4VerifierTest, RequiresHostAndTargetToBeSigned) {
  EXPECT_EQ(MessageWithAuthorization("content-type;host;", "content-type;"),
            "'Host' must be a 'SignedHeader' in the AWS Authorization.");
  EXPECT_EQ(MessageWithAuthorization(";x-amz-target", ""),
            "'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.");
}

TEST_F(SigV4VerifierTest, ForgetsARevokedOrRotatedKeyAtOnce) {
  ASSERT_EQ(OutcomeOf(BotocoreRequest()), "ok");

  store_.Replace({{vectors::kAccessKey, std::make_shared<const Secret>("another")}});
  EXPECT_EQ(MessageFor(BotocoreRequest()), kMismatch);

  store_.Replace({});
  EXPECT_EQ(OutcomeOf(BotocoreRequest()), "UnrecognizedClientException");

  store_.Replace(ExampleSecrets());
  EXPECT_EQ(OutcomeOf(BotocoreRequest()), "ok");
}

}  // namespace
}  // namespace meridian

#include "regions/auth/signer.h"

#include <gtest/gtest.h>

#include "tests/regions/auth/request_builder.h"

namespace meridian {
namespace {

constexpr int64_t kDayMs = 86'400'000;

TEST(SignerTest, SignsAsBotocoreDoes) {
  TestRequest request = BotocoreRequest();
  request.Remove("Authorization");
  request.Remove("X-Amz-Date");
  std::vector<HeaderField> fields;
  for (const auto& header : request.headers) fields.push_back({header.name, header.value});
  Signer signer({.access_key_id = vectors::kAccessKey,
                 .secret = std::make_shared<const Secret>(vectors::kSecret),
                 .region = "us-east-1"});

  const auto made =
      signer.Sign({request.method, request.target, fields, request.body}, vectors::kTimeMs);

  EXPECT_EQ(made.amz_date, "20150830T123600Z");
  EXPECT_EQ(made.authorization, vectors::kSignedByBotocore);
}

TEST(SignerTest, IsBelievedByTheVerifierOnEveryDay) {
  const CredentialStore store(ExampleSecrets());
  SigV4Verifier verifier(store, {.regions = {"eu-west-1"}});
  Signer signer({.access_key_id = vectors::kAccessKey,
                 .secret = store.Find(vectors::kAccessKey),
                 .region = "eu-west-1",
                 .service = "meridian"});

  for (int day = 0; day < 3; ++day) {
    TestRequest request{.headers = {{"Host", "h"}}, .body = "body"};
    const std::vector<HeaderField> fields = {{"Host", "h"}};
    const int64_t now_ms = vectors::kTimeMs + day * kDayMs;
    const auto made = signer.Sign({"POST", "/", fields, "body"}, now_ms);
    request.Value("x-amz-date") = made.amz_date;
    request.Value("authorization") = made.authorization;
    EXPECT_EQ(Outcome(VerifyWith(verifier, request, now_ms)), "ok") << day;
  }
}

}  // namespace
}  // namespace meridian

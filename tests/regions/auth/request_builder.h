// A signed request that a test can change anywhere before it is verified.
#pragma once

#include <string>
#include <vector>

#include "regions/auth/sigv4.h"
#include "tests/regions/auth/signing_vectors.h"

namespace meridian {

struct TestRequest {
  std::string method = "POST";
  std::string target = "/";
  std::vector<vectors::Header> headers;
  std::string body;

  std::string& Value(std::string_view name) {
    for (auto& header : headers) {
      if (header.name == name) return header.value;
    }
    return headers.emplace_back(vectors::Header{std::string(name), ""}).value;
  }
  void Remove(std::string_view name) {
    std::erase_if(headers, [name](const auto& header) { return header.name == name; });
  }
};

// `text` with its first `from` replaced. (std::string::replace trips GCC 12's -Wrestrict.)
inline std::string Replaced(const std::string& text, std::string_view from, std::string_view to) {
  const size_t at = text.find(from);
  std::string out(text, 0, at);
  out.append(to);
  return out.append(text, at + from.size());
}

// A ListTables as botocore signs it, at vectors::kTimeMs.
inline TestRequest BotocoreRequest() {
  return {.headers = {{"X-Amz-Target", "DynamoDB_20120810.ListTables"},
                      {"Content-Type", "application/x-amz-json-1.0"},
                      {"Host", "localhost:8000"},
                      {"X-Amz-Date", "20150830T123600Z"},
                      {"Authorization", vectors::kSignedByBotocore}},
          .body = R"({"Limit":3})"};
}

// The same, presigned, with an empty body.
inline TestRequest PresignedRequest() {
  return {.target = vectors::kPresignedTarget,
          .headers = {{"X-Amz-Target", "DynamoDB_20120810.ListTables"},
                      {"Content-Type", "application/x-amz-json-1.0"},
                      {"Host", vectors::kPresignedHost}}};
}

inline CredentialStore::Secrets ExampleSecrets() {
  return {{vectors::kAccessKey, std::make_shared<const Secret>(vectors::kSecret)}};
}

inline AuthResult VerifyWith(SigV4Verifier& verifier, const TestRequest& request,
                             int64_t now_ms = vectors::kTimeMs) {
  std::vector<HeaderField> fields;
  for (const auto& header : request.headers) fields.push_back({header.name, header.value});
  return verifier.Verify({request.method, request.target, fields, request.body}, now_ms);
}

// "ok", or the exception's name.
inline std::string Outcome(const AuthResult& result) {
  if (std::holds_alternative<Identity>(result)) return "ok";
  return std::get<AuthError>(result).exception;
}

inline std::string MessageOf(const AuthResult& result) {
  if (std::holds_alternative<Identity>(result)) return "";
  return std::get<AuthError>(result).message;
}

}  // namespace meridian

#include "tests/bench/load/requests.h"

#include <chrono>
#include <cstdio>
#include <utility>

namespace meridian::bench {
namespace {

constexpr size_t kNoiseBytes = 1 << 20;
constexpr std::string_view kLetters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-";
constexpr std::string_view kContentType = "application/x-amz-json-1.0";

int64_t NowMs() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

RequestMaker::RequestMaker(Options options)
    : options_(std::move(options)),
      signer_(options_.signer),
      random_(options_.seed),
      pool_(options_.pool) {
  noise_.resize(kNoiseBytes + options_.shape.attribute_bytes);
  for (char& letter : noise_) letter = kLetters[random_() % kLetters.size()];
}

std::string_view RequestMaker::Random(Operation operation) {
  switch (operation) {
    case Operation::kGet:
      if (!pool_.empty()) return PooledGet();
      RenderGet(KeyOf(RandomNumber()), &request_);
      break;
    case Operation::kPut: RenderPut(KeyOf(RandomNumber()), {}, &request_); break;
    case Operation::kUpdate: RenderUpdate(KeyOf(RandomNumber()), &request_); break;
  }
  return request_;
}

std::string_view RequestMaker::Put(uint64_t number) {
  RenderPut(KeyOf(number), {}, &request_);
  return request_;
}

std::string_view RequestMaker::PutNamed(std::string_view key, std::string_view stamp) {
  RenderPut(key, stamp, &request_);
  return request_;
}

std::string_view RequestMaker::GetNamed(std::string_view key) {
  RenderGet(key, &request_);
  return request_;
}

std::string_view RequestMaker::PooledGet() {
  Pooled& pooled = pool_[next_pooled_];
  next_pooled_ = (next_pooled_ + 1) % pool_.size();
  const int64_t second = NowMs() / 1000;
  if (pooled.second != second) {
    RenderGet(KeyOf(RandomNumber()), &pooled.bytes);
    pooled.second = second;
  }
  return pooled.bytes;
}

void RequestMaker::RenderGet(std::string_view key, std::string* out) {
  body_ = R"({"TableName":")";
  body_ += options_.shape.table;
  body_ += R"(","Key":{"id":{"S":")";
  body_ += key;
  body_ += R"("}}})";
  Complete("GetItem", out);
}

void RequestMaker::RenderPut(std::string_view key, std::string_view stamp, std::string* out) {
  body_ = R"({"TableName":")";
  body_ += options_.shape.table;
  body_ += R"(","Item":{"id":{"S":")";
  body_ += key;
  body_ += R"("})";
  if (!stamp.empty()) {
    body_ += R"(,"stamp":{"S":")";
    body_ += stamp;
    body_ += R"("})";
  }
  for (uint32_t i = 0; i < options_.shape.attributes; ++i) {
    body_ += R"(,"a)";
    body_ += std::to_string(i);
    body_ += R"(":{"S":")";
    AppendText(options_.shape.attribute_bytes);
    body_ += R"("})";
  }
  body_ += "}}";
  Complete("PutItem", out);
}

void RequestMaker::RenderUpdate(std::string_view key, std::string* out) {
  body_ = R"({"TableName":")";
  body_ += options_.shape.table;
  body_ += R"(","Key":{"id":{"S":")";
  body_ += key;
  body_ += R"json("}},"ConditionExpression":"attribute_exists(id)",)json"
           R"json("UpdateExpression":"SET a0 = :text ADD updates :one",)json"
           R"json("ExpressionAttributeValues":{":one":{"N":"1"},":text":{"S":")json";
  AppendText(options_.shape.attribute_bytes);
  body_ += R"("}}})";
  Complete("UpdateItem", out);
}

void RequestMaker::Complete(std::string_view operation, std::string* out) {
  std::string target = "DynamoDB_20120810.";
  target += operation;
  const HeaderField headers[] = {
      {"Host", options_.host}, {"Content-Type", kContentType}, {"X-Amz-Target", target}};
  const SignedRequest unsigned_request{
      .method = "POST", .target = "/", .headers = headers, .body = body_};
  const Signer::Headers made = signer_.Sign(unsigned_request, NowMs());

  out->assign("POST / HTTP/1.1\r\nHost: ");
  *out += options_.host;
  *out += "\r\nContent-Type: ";
  *out += kContentType;
  *out += "\r\nX-Amz-Target: ";
  *out += target;
  *out += "\r\nX-Amz-Date: ";
  *out += made.amz_date;
  *out += "\r\nAuthorization: ";
  *out += made.authorization;
  *out += "\r\nContent-Length: ";
  *out += std::to_string(body_.size());
  *out += "\r\n\r\n";
  *out += body_;
}

void RequestMaker::AppendText(uint32_t bytes) {
  body_.append(noise_, random_() % kNoiseBytes, bytes);
}

std::string RequestMaker::KeyOf(uint64_t number) const {
  char text[24];
  const int length =
      std::snprintf(text, sizeof(text), "key%010llu", static_cast<unsigned long long>(number));
  return std::string(text, length);
}

}  // namespace meridian::bench

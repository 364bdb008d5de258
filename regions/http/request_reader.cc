#include "regions/http/request_reader.h"

#include <strings.h>

#include <algorithm>

#include "regions/http/header_gate.h"
#include "storage/base/check.h"

namespace meridian {
namespace {

namespace http = boost::beast::http;

constexpr size_t kBufferBytes = 4 * 1024;  // A signed PutItem of 1 KB with its head.
constexpr size_t kReadBytesMin = 1024;     // Less isn't worth a system call.
constexpr size_t kBodyReadBytes = 64 * 1024;
constexpr size_t kKeptBufferBytes = 16 * 1024;  // What an idle connection may hold.
constexpr size_t kChunkHeaderBytesMax = 512;    // Size, extensions and trailer together.
constexpr size_t kBodyReserveBytes =
    64 * 1024;  // Claimed lengths beyond it are believed on arrival.

std::string_view ToStd(boost::beast::string_view view) { return {view.data(), view.size()}; }

bool SameNoCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

RequestReader::RequestReader(const HttpOptions& options) : options_(options) {
  fields_.reserve(16);
}

boost::asio::mutable_buffer RequestReader::Prepare() {
  if (buffer_.capacity() == 0) buffer_.reserve(kBufferBytes);
  const size_t free = buffer_.capacity() - buffer_.size();
  return buffer_.prepare(parser_ ? kBodyReadBytes : std::max(free, kReadBytesMin));
}

RequestReader::Phase RequestReader::phase() const {
  if (parser_) return Phase::kBody;
  return buffer_.size() == 0 ? Phase::kIdle : Phase::kHead;
}

RequestReader::Progress RequestReader::Advance() {
  if (parser_) return Parse();
  if (buffer_.size() == 0) return Progress::kNeedMore;
  return BeginHead();
}

RequestReader::Progress RequestReader::BeginHead() {
  const std::string_view bytes(static_cast<const char*>(buffer_.cdata().data()), buffer_.size());
  const size_t head_bytes = HeadLength(bytes);
  if (std::max(head_bytes, head_bytes == 0 ? bytes.size() : 0) > options_.head_bytes_max) {
    return Refuse(431, "head too large");
  }
  if (head_bytes == 0) return Progress::kNeedMore;
  if (const char* fault = HeadFault(bytes.substr(0, head_bytes))) return Refuse(400, fault);

  parser_.emplace(this);
  parser_->eager(true);
  parser_->header_limit(static_cast<uint32_t>(options_.head_bytes_max + 1));
  parser_->body_limit(options_.body_bytes_max);
  wants_continue_ = false;
  fields_.clear();
  return Parse();
}

RequestReader::Progress RequestReader::Parse() {
  boost::beast::error_code ec;
  while (buffer_.size() > 0 && !parser_->is_done()) {
    const size_t used = parser_->put(buffer_.cdata(), ec);
    buffer_.consume(used);
    if (ec == http::error::need_more) break;
    if (ec == http::error::body_limit) return Refuse(413, "body too large");
    if (ec == http::error::header_limit) return Refuse(431, "too many fields");
    if (ec) return Refuse(400, "grammar");
    if (used == 0) break;
  }
  if (parser_->is_done()) return Progress::kComplete;
  // Only chunk headers and trailers are left unparsed while they are incomplete.
  if (buffer_.size() > kChunkHeaderBytesMax) return Refuse(400, "chunk header too large");
  if (wants_continue_) {
    wants_continue_ = false;
    return Progress::kWantsContinue;
  }
  return Progress::kNeedMore;
}

HttpRequest RequestReader::Take() {
  CHECK(parser_ && parser_->is_done());
  request_.keep_alive = parser_->keep_alive();
  parser_.reset();
  if (buffer_.size() == 0 && buffer_.capacity() > kKeptBufferBytes) buffer_ = {};
  return std::move(request_);
}

RequestReader::Progress RequestReader::Refuse(int status, const char* reason) {
  refusal_ = {.status = status, .reason = reason};
  return Progress::kRefused;
}

void RequestReader::Parser::on_request_impl(http::verb, View method, View target, int version,
                                            ErrorCode&) {
  reader_->method_ = ToStd(method);
  reader_->target_ = ToStd(target);
  reader_->http_1_0_ = version == 10;
}

void RequestReader::Parser::on_response_impl(int, View, int, ErrorCode& ec) {
  ec = http::error::bad_method;
}

void RequestReader::Parser::on_field_impl(http::field field, View name, View value, ErrorCode& ec) {
  if (is_header_done()) {
    ec = http::error::bad_field;  // A trailer.
  } else if (reader_->fields_.size() == reader_->options_.headers_max) {
    ec = http::error::header_limit;
  } else {
    reader_->fields_.push_back({.name = ToStd(name), .value = ToStd(value)});
    if (field == http::field::expect && SameNoCase(ToStd(value), "100-continue")) {
      reader_->wants_continue_ = !reader_->http_1_0_;
    }
  }
}

void RequestReader::Parser::on_header_impl(ErrorCode&) {
  reader_->request_ = HttpRequest(reader_->method_, reader_->target_, reader_->fields_);
}

void RequestReader::Parser::on_body_init_impl(const boost::optional<uint64_t>& length, ErrorCode&) {
  if (!length) return;
  reader_->request_.body.reserve(std::min<uint64_t>(*length, kBodyReserveBytes));
}

size_t RequestReader::Parser::on_body_impl(View body, ErrorCode&) {
  reader_->request_.body.append(body.data(), body.size());
  return body.size();
}

void RequestReader::Parser::on_chunk_header_impl(uint64_t, View extensions, ErrorCode& ec) {
  if (extensions.size() > kChunkHeaderBytesMax) ec = http::error::bad_chunk_extension;
}

size_t RequestReader::Parser::on_chunk_body_impl(uint64_t, View body, ErrorCode& ec) {
  return on_body_impl(body, ec);
}

void RequestReader::Parser::on_finish_impl(ErrorCode&) {}

}  // namespace meridian

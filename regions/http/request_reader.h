// RequestReader: turns the bytes of one connection into requests, without doing any I/O.
//
// The header gate sees each raw head before Beast's parser does; the parser then splits it and
// takes the framing apart (length or chunks), writing straight into an HttpRequest. Everything is
// bounded: head, number of fields, body, chunk headers. Trailers are refused, for nobody sends them
// to us and they have been used to smuggle fields.
//
// Buffer and scratch space are reused from request to request; a buffer that a large body grew is
// given back.
//
// Threads: confined to its connection's.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "regions/http/message.h"
#include "regions/http/options.h"

namespace meridian {

class RequestReader {
 public:
  enum class Progress {
    kNeedMore,       // Read into Prepare(), then Commit().
    kWantsContinue,  // The client waits for "100 Continue" before it sends the body.
    kComplete,       // Take() the request.
    kRefused,        // See refusal(). Nothing further can be read from this connection.
  };
  enum class Phase { kIdle, kHead, kBody };
  struct Refusal {
    int status;
    const char* reason;  // For a log.
  };

  // `options` must outlive this.
  explicit RequestReader(const HttpOptions& options);

  // Space for bytes from the connection; never empty.
  boost::asio::mutable_buffer Prepare();
  void Commit(size_t bytes) { buffer_.commit(bytes); }
  // Works on what was committed.
  Progress Advance();
  // Requires: Advance returned kComplete. What follows the request stays for the next.
  HttpRequest Take();

  // Where in a request the connection is.
  Phase phase() const;
  // Whether the last request taken was HTTP/1.0.
  bool http_1_0() const { return http_1_0_; }
  // Requires: Advance returned kRefused.
  const Refusal& refusal() const { return refusal_; }

 private:
  // Beast's grammar with our own sink.
  class Parser final : public boost::beast::http::basic_parser<true> {
   public:
    explicit Parser(RequestReader* reader) : reader_(reader) {}

   private:
    using ErrorCode = boost::beast::error_code;
    using View = boost::beast::string_view;
    void on_request_impl(boost::beast::http::verb verb, View method, View target, int version,
                         ErrorCode& ec) override;
    void on_response_impl(int code, View reason, int version, ErrorCode& ec) override;
    void on_field_impl(boost::beast::http::field field, View name, View value,
                       ErrorCode& ec) override;
    void on_header_impl(ErrorCode& ec) override;
    void on_body_init_impl(const boost::optional<uint64_t>& length, ErrorCode& ec) override;
    size_t on_body_impl(View body, ErrorCode& ec) override;
    void on_chunk_header_impl(uint64_t size, View extensions, ErrorCode& ec) override;
    size_t on_chunk_body_impl(uint64_t remaining, View body, ErrorCode& ec) override;
    void on_finish_impl(ErrorCode& ec) override;

    RequestReader* reader_;
  };

  Progress BeginHead();
  Progress Parse();
  Progress Refuse(int status, const char* reason);

  const HttpOptions& options_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;  // Engaged from the end of a head to the end of its body.
  // Views into buffer_, good only while a head is being parsed.
  std::string_view method_;
  std::string_view target_;
  std::vector<HeaderField> fields_;
  HttpRequest request_;
  bool http_1_0_ = false;
  bool wants_continue_ = false;
  Refusal refusal_{};
};

}  // namespace meridian

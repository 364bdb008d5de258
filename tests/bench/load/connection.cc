#include "tests/bench/load/connection.h"

#include <strings.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>
#include <charconv>
#include <optional>

#include "storage/base/check.h"

namespace meridian::bench {
namespace {

constexpr size_t kReplyBytesMax = 1 << 20;

struct Head {
  int status = 0;
  size_t bytes = 0;       // With its empty line.
  size_t body_bytes = 0;  // From Content-Length.
};

std::optional<size_t> ContentLength(std::string_view head) {
  static constexpr std::string_view kName = "\r\ncontent-length:";
  for (size_t at = head.find("\r\n"); at != head.npos; at = head.find("\r\n", at + 2)) {
    const std::string_view line = head.substr(at);
    if (line.size() < kName.size() || ::strncasecmp(line.data(), kName.data(), kName.size()) != 0) {
      continue;
    }
    const size_t digits = line.find_first_not_of(' ', kName.size());
    if (digits == line.npos) return std::nullopt;
    size_t value = 0;
    const auto [end, fault] =
        std::from_chars(line.data() + digits, line.data() + line.size(), value);
    if (fault != std::errc()) return std::nullopt;
    return value;
  }
  return std::nullopt;
}

// nullopt: incomplete. A head that makes no sense has status 0.
std::optional<Head> ReadHead(std::string_view bytes) {
  static constexpr std::string_view kStart = "HTTP/1.1 ";
  const size_t end = bytes.find("\r\n\r\n");
  if (end == bytes.npos) return std::nullopt;
  Head head{.bytes = end + 4};
  const auto length = ContentLength(bytes.substr(0, end + 2));
  if (!length || *length > kReplyBytesMax || !bytes.starts_with(kStart)) return head;
  head.body_bytes = *length;
  std::from_chars(bytes.data() + kStart.size(), bytes.data() + kStart.size() + 3, head.status);
  return head;
}

}  // namespace

Connection::Connection(net::io_context& io, net::ip::tcp::endpoint to) : socket_(io), to_(to) {
  CHECK(to.address().is_loopback());
  buffer_.resize(8192);
}

Task<Result<Reply>> Connection::Exchange(std::string_view request) {
  CHECK(!busy_);
  busy_ = true;
  since_ = std::chrono::steady_clock::now();
  Status sent = OkStatus();
  if (!socket_.is_open()) sent = co_await Connect();
  if (sent) sent = co_await Send(request);
  Result<Reply> reply = std::move(sent).error();
  if (sent) reply = co_await Receive();
  if (!reply) Close();
  busy_ = false;
  co_return reply;
}

void Connection::AbortIfOlderThan(std::chrono::steady_clock::time_point limit) {
  if (busy_ && since_ < limit) Close();
}

void Connection::Close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

Task<Status> Connection::Connect() {
  boost::system::error_code error;
  co_await socket_.async_connect(to_, net::redirect_error(net::use_awaitable, error));
  if (error) co_return Broken("connect", error);
  socket_.set_option(net::ip::tcp::no_delay(true), error);
  socket_.non_blocking(true, error);
  co_return OkStatus();
}

// Nearly always the socket takes all of it at once, which saves a round through the event loop.
Task<Status> Connection::Send(std::string_view request) {
  boost::system::error_code error;
  const size_t at_once = socket_.write_some(net::buffer(request), error);
  if (!error && at_once == request.size()) co_return OkStatus();
  if (error && error != net::error::would_block) co_return Broken("write", error);
  const auto rest = net::buffer(request.substr(error ? 0 : at_once));
  co_await net::async_write(socket_, rest, net::redirect_error(net::use_awaitable, error));
  if (error) co_return Broken("write", error);
  co_return OkStatus();
}

Task<Result<Reply>> Connection::Receive() {
  filled_ = 0;
  std::optional<Head> head;
  while (!head || filled_ < head->bytes + head->body_bytes) {
    if (filled_ == buffer_.size()) buffer_.resize(buffer_.size() * 2);
    if (buffer_.size() > 2 * kReplyBytesMax) co_return Error{Errc::kCorrupt, "an endless head"};
    boost::system::error_code error;
    const auto room = net::buffer(buffer_.data() + filled_, buffer_.size() - filled_);
    filled_ +=
        co_await socket_.async_read_some(room, net::redirect_error(net::use_awaitable, error));
    if (error) co_return Broken("read", error).error();
    if (!head) head = ReadHead(std::string_view(buffer_.data(), filled_));
    if (head && head->status == 0) {
      co_return Error{Errc::kCorrupt, "not an HTTP/1.1 answer with a Content-Length"};
    }
  }
  co_return Reply{.status = head->status,
                  .body = std::string_view(buffer_).substr(head->bytes, head->body_bytes)};
}

Status Connection::Broken(const char* where, const boost::system::error_code& error) {
  return Error{Errc::kUnavailable, std::string(where) + ": " + error.message()};
}

}  // namespace meridian::bench

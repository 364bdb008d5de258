#include "regions/http/session.h"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <type_traits>
#include <utility>

#include "regions/http/output.h"
#include "regions/http/request_reader.h"
#include "regions/http/response.h"
#include "storage/base/log.h"

namespace meridian {
namespace {

using Progress = RequestReader::Progress;
using Phase = RequestReader::Phase;

constexpr auto kAsTuple = net::as_tuple(net::use_awaitable);
constexpr size_t kLingerBytesMax = 64 * 1024 * 1024;

// Another stream (TLS) needs its own TryFlush and Shutdown only; the rest doesn't care.
template <class Stream>
class Session final : public Connection {
 public:
  Session(Stream stream, std::string peer, Worker& worker)
      : stream_(std::move(stream)),
        peer_(std::move(peer)),
        worker_(worker),
        reader_(worker.options()) {}

  Task<void> Run() override;
  void Cancel() override;
  void Drain() override;

 private:
  Task<void> Answer(HttpRequest request);
  void AddAnswer(HttpResponse response, bool without_body);
  void AddRefusal();
  bool TryFlush();
  Task<bool> Flush();
  Task<bool> Read();
  Task<void> Linger();
  void ArmRead();

  Stream stream_;
  const std::string peer_;
  Worker& worker_;
  RequestReader reader_;
  Output output_;
  Phase armed_for_ = Phase::kBody;  // The phase that deadline_tick_ belongs to.
  bool reading_ = false;
  bool draining_ = false;
  bool closing_ = false;  // No further request is answered.
  bool cancelled_ = false;
};

template <class Stream>
Task<void> Session<Stream>::Run() {
  while (!closing_) {
    const Progress progress = reader_.Advance();
    if (progress == Progress::kComplete) {
      co_await Answer(reader_.Take());
    } else if (progress == Progress::kRefused) {
      AddRefusal();
    } else if (progress == Progress::kWantsContinue) {
      output_.text()->append("HTTP/1.1 100 Continue\r\n\r\n");
    } else if (draining_ && reader_.phase() == Phase::kIdle) {
      closing_ = true;
    }
    const bool must_write =
        !output_.empty() && (closing_ || output_.full() || progress == Progress::kNeedMore);
    if (must_write && !TryFlush() && !co_await Flush()) co_return;
    if (!closing_ && progress == Progress::kNeedMore && !co_await Read()) co_return;
  }
  co_await Linger();
  Cancel();
}

template <class Stream>
void Session<Stream>::Cancel() {
  cancelled_ = true;
  boost::system::error_code ignored;
  stream_.close(ignored);
}

template <class Stream>
void Session<Stream>::Drain() {
  draining_ = true;
  if (reading_ && reader_.phase() == Phase::kIdle) Cancel();
}

template <class Stream>
Task<void> Session<Stream>::Answer(HttpRequest request) {
  deadline_tick_ = 0;
  armed_for_ = Phase::kBody;
  const bool head_only = request.method() == "HEAD";
  closing_ = !request.keep_alive;
  request.peer = peer_;
  HttpResponse response;
  try {
    response = co_await worker_.handler().Handle(std::move(request));
  } catch (const std::exception& fault) {
    LogError("http.handler_failed", {{"what", fault.what()}});
    response = {.status = 500, .close = true};
  }
  closing_ = closing_ || response.close || draining_ || cancelled_;
  AddAnswer(std::move(response), head_only);
}

template <class Stream>
void Session<Stream>::AddAnswer(HttpResponse response, bool without_body) {
  if (response.dynamodb && response.request_id.empty()) {
    worker_.request_ids().AppendTo(&response.request_id);
  }
  AppendHead(output_.text(), response,
             {.date = worker_.date(),
              .request_id = response.request_id,
              .http_1_0 = reader_.http_1_0(),
              .close = closing_});
  if (!without_body) output_.AddBody(std::move(response.body));
}

template <class Stream>
void Session<Stream>::AddRefusal() {
  const auto& refusal = reader_.refusal();
  Log(LogLevel::kDebug, "http.refused", {{"peer", peer_}, {"reason", refusal.reason}});
  closing_ = true;
  AddAnswer({.status = refusal.status}, false);
}

// Writes what the socket takes at once, without suspending. True: nothing is left.
template <class Stream>
bool Session<Stream>::TryFlush() {
  if constexpr (std::is_same_v<Stream, TcpStream>) {
    boost::system::error_code ec;
    const size_t bytes = stream_.write_some(output_.buffers(), ec);
    if (!ec) output_.Consume(bytes);
  }
  return output_.empty();
}

template <class Stream>
Task<bool> Session<Stream>::Flush() {
  armed_for_ = Phase::kBody;
  deadline_tick_ = worker_.TickAfter(worker_.options().write_timeout);
  while (!output_.empty()) {
    const auto [ec, bytes] = co_await stream_.async_write_some(output_.buffers(), kAsTuple);
    if (ec) co_return false;
    output_.Consume(bytes);
  }
  deadline_tick_ = 0;
  co_return true;
}

template <class Stream>
Task<bool> Session<Stream>::Read() {
  ArmRead();
  reading_ = true;
  const auto [ec, bytes] = co_await stream_.async_read_some(reader_.Prepare(), kAsTuple);
  reading_ = false;
  if (ec) co_return false;
  reader_.Commit(bytes);
  co_return true;
}

// A deadline is for a phase, not for a read: a sender of one byte at a time gains nothing.
template <class Stream>
void Session<Stream>::ArmRead() {
  const Phase phase = reader_.phase();
  if (phase == armed_for_ && deadline_tick_ != 0) return;
  armed_for_ = phase;
  const HttpOptions& options = worker_.options();
  deadline_tick_ = worker_.TickAfter(phase == Phase::kIdle   ? options.idle_timeout
                                     : phase == Phase::kHead ? options.head_timeout
                                                             : options.body_timeout);
}

template <class Stream>
Task<void> Session<Stream>::Linger() {
  if (cancelled_) co_return;
  deadline_tick_ = worker_.TickAfter(worker_.options().linger_timeout);
  boost::system::error_code ignored;
  stream_.shutdown(net::socket_base::shutdown_send, ignored);
  std::array<char, 16 * 1024> scrap;
  for (size_t total = 0; total < kLingerBytesMax;) {
    const auto [ec, bytes] = co_await stream_.async_read_some(net::buffer(scrap), kAsTuple);
    if (ec) co_return;
    total += bytes;
  }
}

template class Session<TcpStream>;

}  // namespace

std::shared_ptr<Connection> MakeTcpSession(TcpStream stream, Worker& worker) {
  boost::system::error_code ec;
  const auto remote = stream.remote_endpoint(ec);
  std::string peer = ec ? std::string() : remote.address().to_string();
  stream.set_option(net::ip::tcp::no_delay(true), ec);
  stream.non_blocking(true, ec);
  return std::make_shared<Session<TcpStream>>(std::move(stream), std::move(peer), worker);
}

}  // namespace meridian

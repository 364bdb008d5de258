#include "regions/http/listener.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <vector>

#include "regions/http/session.h"
#include "storage/base/check.h"
#include "storage/base/log.h"

namespace meridian {
namespace {

using net::ip::tcp;
using Acceptor = net::basic_socket_acceptor<tcp, net::io_context::executor_type>;

constexpr auto kAsTuple = net::as_tuple(net::use_awaitable);
constexpr std::chrono::milliseconds kAcceptBackoff{100};
constexpr std::chrono::milliseconds kCancelLimit{1000};

}  // namespace

struct Listener::State {
  State(const WallClock& wall, Handler& answers, HttpOptions limits)
      : clock(wall), handler(answers), options(std::move(limits)) {}

  size_t Total() const;
  Worker& LeastLoaded();
  Status Bind();
  void StartWorkers();
  Task<void> AcceptAll();
  // Whether all connections ended within `limit`.
  bool AwaitEmpty(std::chrono::milliseconds limit);

  const WallClock& clock;
  Handler& handler;
  const HttpOptions options;
  SystemSecureRandom random;
  std::vector<std::unique_ptr<Worker>> workers;
  std::optional<Acceptor> acceptor;  // Used on the first worker's thread, once it was bound.
  uint16_t port = 0;
  bool running = false;
  std::mutex mutex;  // For `closed` only; the counts are the workers'.
  std::condition_variable closed;
};

size_t Listener::State::Total() const {
  size_t total = 0;
  for (const auto& worker : workers) total += worker->load();
  return total;
}

Worker& Listener::State::LeastLoaded() {
  return **std::min_element(workers.begin(), workers.end(),
                            [](const auto& a, const auto& b) { return a->load() < b->load(); });
}

void Listener::State::StartWorkers() {
  for (int i = 0; i < options.threads; ++i) {
    workers.push_back(std::make_unique<Worker>("http-" + std::to_string(i),
                                               Worker::Services{.clock = clock,
                                                                .random = random,
                                                                .handler = handler,
                                                                .options = options,
                                                                .on_closed = [this] {
                                                                  const std::lock_guard lock(mutex);
                                                                  closed.notify_all();
                                                                }}));
  }
}

Status Listener::State::Bind() {
  boost::system::error_code ec;
  const auto address = net::ip::make_address(options.address, ec);
  if (ec) return Error{Errc::kValidation, "not an IP address: " + options.address};
  const tcp::endpoint endpoint(address, options.port);
  Acceptor& bound = acceptor.emplace(workers.front()->context().get_executor());
  bound.open(endpoint.protocol(), ec);
  if (!ec) bound.set_option(net::socket_base::reuse_address(true), ec);
  if (!ec) bound.bind(endpoint, ec);
  if (!ec) bound.listen(net::socket_base::max_listen_connections, ec);
  if (!ec) port = bound.local_endpoint(ec).port();
  if (ec) {
    acceptor.reset();
    return Error{Errc::kUnavailable, "cannot listen on " + options.address + ":" +
                                         std::to_string(options.port) + ": " + ec.message()};
  }
  return OkStatus();
}

Task<void> Listener::State::AcceptAll() {
  while (acceptor->is_open()) {
    Worker& worker = LeastLoaded();
    auto [ec, stream] = co_await acceptor->async_accept(worker.context(), kAsTuple);
    if (ec == net::error::operation_aborted) co_return;
    if (ec) {
      // Out of file descriptors, most likely: they come back as connections end.
      LogWarn("http.accept_failed", {{"error", ec.message()}});
      net::steady_timer pause(workers.front()->context(), kAcceptBackoff);
      co_await pause.async_wait(kAsTuple);
      continue;
    }
    if (Total() >= options.connections_max) continue;  // Closes it.
    worker.Adopt([stream = std::move(stream)](Worker& owner) mutable {
      return MakeTcpSession(std::move(stream), owner);
    });
  }
}

bool Listener::State::AwaitEmpty(std::chrono::milliseconds limit) {
  std::unique_lock lock(mutex);
  return closed.wait_for(lock, limit, [this] { return Total() == 0; });
}

Listener::Listener(const WallClock& clock, Handler& handler, HttpOptions options)
    : state_(std::make_unique<State>(clock, handler, std::move(options))) {
  CHECK(state_->options.threads >= 1 && state_->options.threads <= 256);
  CHECK(state_->options.tick.count() >= 1);
}

Listener::~Listener() { Stop(); }

Status Listener::Start() {
  CHECK(state_->workers.empty());
  state_->StartWorkers();
  TRY(state_->Bind());
  state_->running = true;
  net::co_spawn(state_->workers.front()->context(), state_->AcceptAll(),
                [](std::exception_ptr fault) {
                  if (fault) LogError("http.acceptor_failed");
                });
  LogInfo("http.listening", {{"address", state_->options.address}, {"port", state_->port}});
  return OkStatus();
}

void Listener::Stop() {
  if (state_->running) {
    state_->running = false;
    Worker& first = *state_->workers.front();
    net::post(first.context(), [this] {
      boost::system::error_code ignored;
      state_->acceptor->close(ignored);
    });
    for (const auto& worker : state_->workers) worker->Drain();
    if (!state_->AwaitEmpty(state_->options.drain_timeout)) {
      LogWarn("http.drain_timed_out", {{"connections", connections()}});
      for (const auto& worker : state_->workers) worker->CancelAll();
      if (!state_->AwaitEmpty(kCancelLimit)) LogWarn("http.handlers_abandoned");
    }
  }
  for (const auto& worker : state_->workers) worker->Stop();
}

uint16_t Listener::port() const { return state_->port; }

size_t Listener::connections() const { return state_->Total(); }

}  // namespace meridian

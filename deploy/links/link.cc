#include "deploy/links/link.h"

#include <poll.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <cstdio>
#include <utility>

namespace meridian::links {
namespace {

// Errors are values here: a broken connection is this program's everyday business.
constexpr auto kResult = net::as_tuple(net::use_awaitable);

// Large enough that a replicator catching up costs few system calls; pages that no byte reaches are
// never allocated.
constexpr size_t kBufferBytes = 256 * 1024;

// While the link is cut this many new connections are held, and then as many again in the kernel;
// beyond that their first packets are dropped.
constexpr int kHeldMax = 256;

constexpr std::chrono::milliseconds kAcceptRetry{100};

// Whether the other side has closed, even with bytes of its still unread.
bool ClosedByPeer(Socket& socket) {
  pollfd state{.fd = socket.native_handle(), .events = POLLRDHUP, .revents = 0};
  return poll(&state, 1, 0) > 0 && (state.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

}  // namespace

Link::Link(net::io_context& io, LinkSpec spec)
    : io_(io),
      spec_(std::move(spec)),
      acceptor_(io),
      healed_(io, net::steady_timer::time_point::max()) {
  acceptor_.open(spec_.listen.protocol());
  acceptor_.set_option(net::socket_base::reuse_address(true));
  acceptor_.bind(spec_.listen);
  acceptor_.listen(kHeldMax);
}

void Link::Start() { net::co_spawn(io_, Accept(), net::detached); }

void Link::Cut() { cut_ = true; }

void Link::Heal() {
  cut_ = false;
  healed_.cancel();
}

bool Link::Joins(const std::string& a, const std::string& b) const {
  return (spec_.from == a && spec_.to == b) || (spec_.from == b && spec_.to == a);
}

net::awaitable<void> Link::UntilHealed() {
  while (cut_) co_await healed_.async_wait(kResult);
}

net::awaitable<void> Link::Accept() {
  for (;;) {
    if (held_ >= kHeldMax) co_await UntilHealed();
    auto [error, client] = co_await acceptor_.async_accept(kResult);
    if (error) {
      // Out of descriptors, most likely: keep the listener, give connections time to end.
      std::fprintf(stderr, "links.accept_failed from=%s to=%s error=\"%s\"\n", spec_.from.c_str(),
                   spec_.to.c_str(), error.message().c_str());
      net::steady_timer pause(io_, kAcceptRetry);
      co_await pause.async_wait(kResult);
      continue;
    }
    net::co_spawn(io_, Carry(std::move(client)), net::detached);
  }
}

net::awaitable<void> Link::Carry(Socket client) {
  using net::experimental::awaitable_operators::operator&&;
  boost::system::error_code ignored;
  if (cut_) {
    ++held_;
    co_await UntilHealed();
    --held_;
    if (ClosedByPeer(client)) co_return;
  }

  Socket server(io_);
  auto [error] = co_await server.async_connect(spec_.target, kResult);
  // The target is down: the client learns it as it would without us, by a reset.
  if (error) {
    client.set_option(net::socket_base::linger(true, 0), ignored);
    co_return;
  }
  client.set_option(net::ip::tcp::no_delay(true), ignored);
  server.set_option(net::ip::tcp::no_delay(true), ignored);
  ++connections_;
  co_await (Pump(client, server) && Pump(server, client));
  --connections_;
}

// Copies one direction until its end or an error. A clean end passes on as one; an error on either
// side resets both, so that neither end waits for a peer that is gone.
net::awaitable<void> Link::Pump(Socket& from, Socket& to) {
  boost::system::error_code ignored;
  const auto buffer = std::make_unique_for_overwrite<std::byte[]>(kBufferBytes);
  for (;;) {
    auto [read_error, count] =
        co_await from.async_read_some(net::buffer(buffer.get(), kBufferBytes), kResult);
    co_await UntilHealed();
    if (read_error == net::error::eof) {
      to.shutdown(Socket::shutdown_send, ignored);
      co_return;
    }
    if (!read_error) {
      auto [write_error, written] =
          co_await net::async_write(to, net::buffer(buffer.get(), count), kResult);
      forwarded_bytes_ += written;
      if (!write_error) continue;
    }
    from.set_option(net::socket_base::linger(true, 0), ignored);
    to.set_option(net::socket_base::linger(true, 0), ignored);
    from.close(ignored);
    to.close(ignored);
    co_return;
  }
}

}  // namespace meridian::links

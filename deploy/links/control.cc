#include "deploy/links/control.h"

#include <unistd.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace meridian::links {
namespace {

constexpr auto kResult = net::as_tuple(net::use_awaitable);
constexpr size_t kCommandBytesMax = 1024;

net::local::stream_protocol::endpoint Fresh(const std::string& path) {
  unlink(path.c_str());
  return {path};
}

}  // namespace

Control::Control(net::io_context& io, Board& board, const std::string& path)
    : io_(io), board_(board), acceptor_(io, Fresh(path)) {}

void Control::Start() { net::co_spawn(io_, Accept(), net::detached); }

net::awaitable<void> Control::Accept() {
  for (;;) {
    auto [error, client] = co_await acceptor_.async_accept(kResult);
    if (error == net::error::operation_aborted) co_return;
    if (!error) net::co_spawn(io_, Answer(std::move(client)), net::detached);
  }
}

net::awaitable<void> Control::Answer(Stream::socket client) {
  std::string line;
  auto [error, count] = co_await net::async_read_until(
      client, net::dynamic_buffer(line, kCommandBytesMax), '\n', kResult);
  if (error) co_return;
  line.resize(count - 1);
  const std::string answer = board_.Run(line);
  co_await net::async_write(client, net::buffer(answer), kResult);
}

}  // namespace meridian::links

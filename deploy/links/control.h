// Control: the Unix socket through which deploy/local drives the links.
//
// One command a connection, as a line; the answer follows and the connection is closed. Whoever may
// open the socket's file may cut links, so its folder's permissions decide who that is.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <string>

#include "deploy/links/board.h"

namespace meridian::links {

class Control {
 public:
  // Binds `path`, replacing a socket left there by a process that died. `io` and `board` must
  // outlive this.
  Control(net::io_context& io, Board& board, const std::string& path);

  void Start();

 private:
  using Stream = net::local::stream_protocol;

  net::awaitable<void> Accept();
  net::awaitable<void> Answer(Stream::socket client);

  net::io_context& io_;
  Board& board_;
  Stream::acceptor acceptor_;
};

}  // namespace meridian::links

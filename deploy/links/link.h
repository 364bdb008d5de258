// Link: one directed path between two regions, which can be cut and healed while in use.
//
// A link listens on a local port and forwards each connection to one target. Cutting it does what a
// dead network does: no byte passes in either direction, nothing is closed, and new connections
// wait unanswered. After a heal, connections that waited go on with nothing lost; one that its
// client gave up on before it was ever answered is dropped unsent, as its handshake would have
// been.
//
// Threads: everything runs on the one thread of the io_context that it is given.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace meridian::links {

namespace net = boost::asio;
using Socket = net::ip::tcp::socket;

// What a line of the links file says.
struct LinkSpec {
  std::string from;  // Region whose node connects.
  std::string to;    // Region that is connected to.
  std::string kind;  // "kafka" or "endpoint": only for people to read.
  net::ip::tcp::endpoint listen;
  net::ip::tcp::endpoint target;
};

class Link {
 public:
  // Binds the port; throws boost::system::system_error when it is taken. `io` must outlive this.
  Link(net::io_context& io, LinkSpec spec);

  // Forwards connections until the io_context stops.
  void Start();
  void Cut();
  void Heal();

  // Whether the link goes from one of the two regions to the other, in either direction.
  bool Joins(const std::string& a, const std::string& b) const;

  const LinkSpec& spec() const { return spec_; }
  bool cut() const { return cut_; }
  size_t connections() const { return connections_; }
  uint64_t forwarded_bytes() const { return forwarded_bytes_; }

 private:
  net::awaitable<void> Accept();
  net::awaitable<void> Carry(Socket client);
  net::awaitable<void> Pump(Socket& from, Socket& to);
  net::awaitable<void> UntilHealed();

  net::io_context& io_;
  const LinkSpec spec_;
  net::ip::tcp::acceptor acceptor_;
  net::steady_timer healed_;  // Never expires; cancelled to wake all who wait for the heal.
  bool cut_ = false;
  int held_ = 0;  // Connections that began during the cut and wait for its end.
  size_t connections_ = 0;
  uint64_t forwarded_bytes_ = 0;
};

}  // namespace meridian::links

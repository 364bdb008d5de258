// Connection: one keep-alive connection to a server, one request at a time.
//
// As cheap as a client can be: the request goes out in one write, and of the answer only its
// status, its length and its body are looked at. No retries: the caller counts what fails.
//
// Every wait is bounded by the owner, who calls Abort from a timer; see Watchdog in load.cc.
//
// Threads: confined to the executor's one.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <string>
#include <string_view>

#include "storage/base/result.h"
#include "storage/base/task.h"

namespace meridian::bench {

struct Reply {
  int status = 0;
  std::string_view body;  // Valid until the connection's next use.
};

class Connection {
 public:
  // Requires: `to` is a loopback address.
  Connection(net::io_context& io, net::ip::tcp::endpoint to);

  // Sends the request and reads its answer, connecting first if need be. After an error the
  // connection is closed, and the next call connects anew. kUnavailable: the network; kCorrupt:
  // what came isn't an HTTP answer we read.
  Task<Result<Reply>> Exchange(std::string_view request);

  // Ends the exchange that began before that time, if one did.
  void AbortIfOlderThan(std::chrono::steady_clock::time_point limit);
  // Ends any exchange and closes.
  void Close();

 private:
  Task<Status> Connect();
  Task<Status> Send(std::string_view request);
  Task<Result<Reply>> Receive();
  Status Broken(const char* where, const boost::system::error_code& error);

  net::ip::tcp::socket socket_;
  const net::ip::tcp::endpoint to_;
  std::string buffer_;
  size_t filled_ = 0;
  bool busy_ = false;
  std::chrono::steady_clock::time_point since_;  // Meaningful while busy_.
};

}  // namespace meridian::bench

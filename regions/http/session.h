// A session: one HTTP/1.1 connection from its first byte to its last.
//
// Requests are answered one after the other, in the order received, so pipelining is safe; answers
// to requests that came together leave together. Every wait but the handler's has a deadline. A
// request that is refused is answered, then input is drained for a moment before closing: a reset
// would take the answer away from a client that is still sending.
#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>

#include "regions/http/connection.h"
#include "regions/http/worker.h"

namespace meridian {

// A concrete executor type: no type erasure on each operation.
using TcpStream =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

// Plain HTTP over TCP. Requires: the stream belongs to `worker`'s context, which outlives it.
std::shared_ptr<Connection> MakeTcpSession(TcpStream stream, Worker& worker);

}  // namespace meridian

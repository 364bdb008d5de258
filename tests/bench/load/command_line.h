// The options that both programs share: a server, its credentials, and the items.
//
// The secret comes from the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY), never from the
// command line, which every user of the machine can read.
#pragma once

#include <CLI/CLI.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <map>
#include <string>

#include "storage/base/result.h"
#include "tests/bench/load/requests.h"

namespace meridian::bench {

struct ServerOptions {
  std::string address;  // 127.0.0.1:8101
  std::string region;

  // kValidation: not a loopback address and a port.
  Result<boost::asio::ip::tcp::endpoint> Endpoint() const;
};

// Adds --<prefix>server and --<prefix>region.
void AddServer(CLI::App& app, const std::string& prefix, ServerOptions* server);
// Adds --table, --keys, --attributes, --attribute-bytes.
void AddShape(CLI::App& app, ItemShape* shape);
// Adds --process NAME=PID, which may be repeated.
void AddProcesses(CLI::App& app, std::map<std::string, pid_t>* processes);

// kValidation: the environment has no credentials.
Result<RequestMaker::Options> RequestsTo(const ServerOptions& server, const ItemShape& shape);

}  // namespace meridian::bench

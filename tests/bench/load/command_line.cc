#include "tests/bench/load/command_line.h"

#include <charconv>
#include <cstdlib>
#include <memory>
#include <random>
#include <vector>

namespace meridian::bench {

Result<boost::asio::ip::tcp::endpoint> ServerOptions::Endpoint() const {
  const size_t colon = address.rfind(':');
  const std::string host = address.substr(0, colon);
  uint16_t port = 0;
  if (colon != address.npos) {
    std::from_chars(address.data() + colon + 1, address.data() + address.size(), port);
  }
  boost::system::error_code error;
  const auto parsed = boost::asio::ip::make_address(host, error);
  if (error || port == 0 || !parsed.is_loopback()) {
    return Error{Errc::kValidation,
                 address + " is not a loopback address and a port, such as 127.0.0.1:8101"};
  }
  return boost::asio::ip::tcp::endpoint(parsed, port);
}

void AddServer(CLI::App& app, const std::string& prefix, ServerOptions* server) {
  app.add_option("--" + prefix + "server", server->address, "ADDRESS:PORT, on loopback")
      ->required();
  app.add_option("--" + prefix + "region", server->region, "its name, for the signature")
      ->required();
}

void AddShape(CLI::App& app, ItemShape* shape) {
  app.add_option("--table", shape->table, "a table with the string key `id`")->required();
  app.add_option("--keys", shape->keys, "how many items")->check(CLI::Range(1, 100'000'000));
  app.add_option("--attributes", shape->attributes, "of an item, besides its key")
      ->check(CLI::Range(1, 100));
  app.add_option("--attribute-bytes", shape->attribute_bytes, "of each of them")
      ->check(CLI::Range(1, 4000));
}

void AddProcesses(CLI::App& app, std::map<std::string, pid_t>* processes) {
  app.add_option_function<std::vector<std::string>>(
         "--process",
         [processes](const std::vector<std::string>& words) {
           for (const std::string& word : words) {
             const size_t equals = word.find('=');
             const int pid = equals == word.npos ? 0 : std::atoi(word.c_str() + equals + 1);
             if (pid <= 0) throw CLI::ValidationError("--process", "takes NAME=PID, not " + word);
             (*processes)[word.substr(0, equals)] = pid;
           }
         },
         "NAME=PID: report its CPU time; may be repeated")
      ->expected(1)
      ->take_all();
}

Result<RequestMaker::Options> RequestsTo(const ServerOptions& server, const ItemShape& shape) {
  const char* id = std::getenv("AWS_ACCESS_KEY_ID");
  const char* secret = std::getenv("AWS_SECRET_ACCESS_KEY");
  if (id == nullptr || secret == nullptr) {
    return Error{Errc::kValidation,
                 "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; deploy/local writes them to "
                 "cluster.json"};
  }
  RequestMaker::Options options;
  options.host = server.address;
  options.signer.access_key_id = id;
  options.signer.secret = std::make_shared<const Secret>(secret);
  options.signer.region = server.region;
  options.shape = shape;
  options.seed = std::random_device()();
  return options;
}

}  // namespace meridian::bench

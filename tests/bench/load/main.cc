// meridian-load: asks a server for items, as fast as it answers or at a fixed rate, and says how
// many it got, how long they took and what they cost the server. tests/bench/README.md says more.
#include <CLI/CLI.hpp>
#include <boost/asio/co_spawn.hpp>
#include <cstdio>
#include <map>
#include <string>

#include "tests/bench/load/command_line.h"
#include "tests/bench/load/load.h"

namespace meridian::bench {
namespace {

const std::map<std::string, Traffic> kTraffic = {{"get", Traffic::kGet},
                                                 {"put", Traffic::kPut},
                                                 {"update", Traffic::kUpdate},
                                                 {"mix", Traffic::kMix},
                                                 {"fill", Traffic::kFill}};

int Fail(const Error& error) {
  std::fprintf(stderr, "meridian-load: %s\n", error.message.c_str());
  return 2;
}

int Main(int argc, char** argv) {
  CLI::App app("Asks one server for items and measures it.", "meridian-load");
  ServerOptions server;
  ItemShape shape;
  Load::Options options;
  double rate = 0;
  double warm_up = 2;
  double seconds = 10;
  size_t pool = 1024;
  bool json = false;
  AddServer(app, "", &server);
  AddShape(app, &shape);
  AddProcesses(app, &options.processes);
  app.add_option("--operation", options.traffic,
                 "get, put, update, mix (half get, half update), fill")
      ->required()
      ->transform(CLI::CheckedTransformer(kTraffic));
  app.add_option("--connections", options.connections)->check(CLI::Range(1, 10'000));
  app.add_option("--rate", rate, "requests a second (open loop); without it, as fast as it goes")
      ->check(CLI::Range(0.1, 1e6));
  app.add_option("--warm-up", warm_up, "seconds before measuring")->check(CLI::Range(0.0, 600.0));
  app.add_option("--seconds", seconds, "to measure")->check(CLI::Range(0.1, 3600.0));
  app.add_option("--pool", pool, "different reads signed in a second; 0: every one anew")
      ->check(CLI::Range(0, 100'000));
  app.add_flag("--json", json);
  CLI11_PARSE(app, argc, argv);

  const auto endpoint = server.Endpoint();
  if (!endpoint) return Fail(endpoint.error());
  auto requests = RequestsTo(server, shape);
  if (!requests) return Fail(requests.error());
  options.server = *endpoint;
  options.requests = *std::move(requests);
  options.requests.pool = pool;
  if (rate > 0) options.rate = rate;
  options.warm_up = std::chrono::milliseconds(static_cast<int64_t>(warm_up * 1000));
  options.measured = std::chrono::milliseconds(static_cast<int64_t>(seconds * 1000));
  options.processes["client"] = ::getpid();

  net::io_context io(1);
  Load load(io, options);
  Tally tally;
  net::co_spawn(io, load.Run(), [&](std::exception_ptr fault, Tally done) {
    if (fault) std::rethrow_exception(fault);
    tally = std::move(done);
  });
  io.run();
  std::fputs(json ? (ToJson(tally) + "\n").c_str() : ToText(tally).c_str(), stdout);
  return tally.completed > 0 ? 0 : 1;
}

}  // namespace
}  // namespace meridian::bench

int main(int argc, char** argv) { return meridian::bench::Main(argc, argv); }

// meridian-lag: writes in one region at a fixed rate and says how long a sample of these writes
// takes to be seen in another. tests/bench/README.md says more.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <cstdio>
#include <map>
#include <optional>
#include <string>

#include "tests/bench/load/command_line.h"
#include "tests/bench/load/lag.h"
#include "tests/bench/load/load.h"

namespace meridian::bench {
namespace {

int Fail(const Error& error) {
  std::fprintf(stderr, "meridian-lag: %s\n", error.message.c_str());
  return 2;
}

double Millis(std::chrono::nanoseconds value) { return static_cast<double>(value.count()) / 1e6; }

void Print(const Lag::Findings& lag, const Tally* writes, bool json) {
  if (json) {
    std::printf(
        "{\"since_acknowledged\": %s, \"since_due\": %s, \"polls\": %llu, \"unseen\": %llu, "
        "\"probes\": %s, \"writes\": %s}\n",
        ToJson(lag.since_acknowledged).c_str(), ToJson(lag.since_due).c_str(),
        static_cast<unsigned long long>(lag.polls), static_cast<unsigned long long>(lag.unseen),
        ToJson(lag.errors).c_str(), writes ? ToJson(*writes).c_str() : "null");
    return;
  }
  const auto line = [](const char* name, const Histogram& histogram) {
    std::printf("%s: p50 %.1f ms, p99 %.1f ms, max %.1f ms\n", name,
                Millis(histogram.Quantile(0.5)), Millis(histogram.Quantile(0.99)),
                Millis(histogram.max()));
  };
  std::printf("%llu writes watched, %llu never seen, %llu errors\n",
              static_cast<unsigned long long>(lag.since_acknowledged.count()),
              static_cast<unsigned long long>(lag.unseen),
              static_cast<unsigned long long>(lag.errors.errors));
  line("seen after acknowledged", lag.since_acknowledged);
  line("seen after due", lag.since_due);
  if (writes) std::printf("other writes: %s", ToText(*writes).c_str());
}

int Main(int argc, char** argv) {
  CLI::App app("Measures how long a write in one region takes to be seen in another.",
               "meridian-lag");
  ServerOptions written;
  ServerOptions watched;
  ItemShape shape;
  double rate = 2000;
  double probes = 50;
  double warm_up = 2;
  double seconds = 20;
  uint32_t connections = 64;
  uint32_t poll_us = 500;
  std::map<std::string, pid_t> processes;
  bool json = false;
  AddServer(app, "", &written);
  AddServer(app, "watched-", &watched);
  AddShape(app, &shape);
  AddProcesses(app, &processes);
  app.add_option("--rate", rate, "writes a second, probes among them")->check(CLI::Range(0.1, 1e6));
  app.add_option("--probes", probes, "writes a second that are watched")
      ->check(CLI::Range(0.1, 10'000.0));
  app.add_option("--poll-us", poll_us, "microseconds between two reads of a watched item")
      ->check(CLI::Range(0, 1'000'000));
  app.add_option("--connections", connections, "for the writes that aren't watched")
      ->check(CLI::Range(1, 10'000));
  app.add_option("--warm-up", warm_up, "seconds before measuring")->check(CLI::Range(0.0, 600.0));
  app.add_option("--seconds", seconds, "to measure")->check(CLI::Range(0.1, 3600.0));
  app.add_flag("--json", json);
  CLI11_PARSE(app, argc, argv);

  const auto to_written = written.Endpoint();
  if (!to_written) return Fail(to_written.error());
  const auto to_watched = watched.Endpoint();
  if (!to_watched) return Fail(to_watched.error());
  const auto writes = RequestsTo(written, shape);
  if (!writes) return Fail(writes.error());
  const auto reads = RequestsTo(watched, shape);
  if (!reads) return Fail(reads.error());

  Lag::Options options{.written = *to_written,
                       .watched = *to_watched,
                       .writes = *writes,
                       .reads = *reads,
                       .probes_per_second = std::min(probes, rate),
                       .poll_interval = std::chrono::microseconds(poll_us),
                       .warm_up = std::chrono::milliseconds(static_cast<int64_t>(warm_up * 1e3)),
                       .measured = std::chrono::milliseconds(static_cast<int64_t>(seconds * 1e3))};
  std::optional<Load> load;
  net::io_context io(1);
  if (rate > probes) {
    load.emplace(io, Load::Options{.server = *to_written,
                                   .requests = *writes,
                                   .traffic = Traffic::kPut,
                                   .connections = connections,
                                   .rate = rate - probes,
                                   .warm_up = options.warm_up,
                                   .measured = options.measured,
                                   .processes = processes});
  }
  Lag lag(io, options);
  Lag::Findings findings;
  Tally others;
  net::co_spawn(io, lag.Run(), [&](std::exception_ptr fault, Lag::Findings done) {
    if (fault) std::rethrow_exception(fault);
    findings = std::move(done);
  });
  if (load) {
    net::co_spawn(io, load->Run(), [&](std::exception_ptr fault, Tally done) {
      if (fault) std::rethrow_exception(fault);
      others = std::move(done);
    });
  }
  io.run();
  Print(findings, load ? &others : nullptr, json);
  return findings.since_acknowledged.count() > 0 && findings.unseen == 0 ? 0 : 1;
}

}  // namespace
}  // namespace meridian::bench

int main(int argc, char** argv) { return meridian::bench::Main(argc, argv); }

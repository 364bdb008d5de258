// Load: many connections that ask one server for the same kind of thing, for a set time.
//
// A run warms up, then measures. Latencies are those of the requests that were due in the measured
// time; throughput counts the answers that came in it. An answer that has not come ten seconds
// after its request was sent is an error.
//
// Threads: confined to the io_context's one.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "storage/base/task.h"
#include "tests/bench/load/arrivals.h"
#include "tests/bench/load/connection.h"
#include "tests/bench/load/requests.h"
#include "tests/bench/load/tally.h"

namespace meridian::bench {

// kMix: half reads, half updates (YCSB's workload A). kFill: puts every item once and ends; all of
// it is measured.
enum class Traffic { kGet, kPut, kUpdate, kMix, kFill };

class Load {
 public:
  struct Options {
    net::ip::tcp::endpoint server;
    RequestMaker::Options requests;
    Traffic traffic = Traffic::kGet;
    uint32_t connections = 64;
    std::optional<double> rate;  // Requests a second; nullopt: closed loop.
    std::chrono::milliseconds warm_up{2'000};
    std::chrono::milliseconds measured{10'000};  // Of kFill: at most.
    std::map<std::string, pid_t> processes;      // Whose CPU time is counted, by name.
  };

  // `io` must outlive this and be run by one thread.
  Load(net::io_context& io, Options options);

  // Returns when the last request is answered or given up. Call once.
  Task<Tally> Run();

 private:
  Task<void> Drive(Connection& connection);
  Task<void> Watch();
  // Both wait for a border of the measured time and note the clocks there.
  Task<void> Measure();
  // The next request to send; empty: the run is over.
  std::string_view NextRequest(size_t* body_bytes_min);
  void Note(const Result<Reply>& reply, size_t body_bytes_min, SteadyTime due);
  std::map<std::string, std::chrono::microseconds> CpuTimes() const;

  net::io_context& io_;
  const Options options_;
  RequestMaker requests_;
  std::vector<std::unique_ptr<Connection>> connections_;
  SteadyTime measured_from_;
  SteadyTime measured_to_;
  std::optional<Arrivals> arrivals_;
  uint64_t sent_ = 0;
  uint32_t driving_ = 0;
  net::steady_timer over_;  // Cancelled when the last connection is done.
  Tally tally_;
};

}  // namespace meridian::bench

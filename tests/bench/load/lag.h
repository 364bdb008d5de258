// Lag: how long a write in one region takes to be seen in another, as a client sees it.
//
// Probes write items of their own in region A at a fixed rate, each with a stamp that was never
// used before. From the moment A acknowledges one, B is asked for that item, by eventually
// consistent reads one poll interval apart, until an answer holds the stamp. Both ends of the delay
// are seen by one clock. It includes the last poll's round trip and up to one interval of waiting,
// so it is an upper bound; a write that B shows at the first poll took at most that round trip.
//
// The rest of the rate in A are writes of other items, so that delay under load can be measured
// without the load of watching every write.
//
// Threads: confined to the io_context's one.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "storage/base/task.h"
#include "tests/bench/load/arrivals.h"
#include "tests/bench/load/connection.h"
#include "tests/bench/load/histogram.h"
#include "tests/bench/load/load.h"
#include "tests/bench/load/requests.h"
#include "tests/bench/load/tally.h"

namespace meridian::bench {

class Lag {
 public:
  struct Options {
    net::ip::tcp::endpoint written;
    net::ip::tcp::endpoint watched;
    RequestMaker::Options writes;
    RequestMaker::Options reads;
    double probes_per_second = 50;
    std::chrono::microseconds poll_interval{500};
    std::chrono::milliseconds warm_up{2'000};
    std::chrono::milliseconds measured{20'000};
  };
  struct Findings {
    Histogram since_acknowledged;
    Histogram since_due;  // From when the write should have been sent.
    uint64_t polls = 0;   // Reads that watching took.
    uint64_t unseen = 0;  // Writes that B did not show in time.
    Tally errors;         // Only its errors are used.
  };

  // `io` must outlive this and be run by one thread.
  Lag(net::io_context& io, Options options);

  // Returns when every probe was seen or given up. Call once.
  Task<Findings> Run();

 private:
  // A probe slot: an item of its own, and a connection to each region.
  struct Slot {
    std::string key;
    std::unique_ptr<Connection> to_written;
    std::unique_ptr<Connection> to_watched;
  };
  Task<void> Drive(Slot& slot);
  Task<void> Probe(Slot& slot, SteadyTime due);
  // Whether B showed the stamp before the time ran out.
  Task<bool> Watch(Slot& slot, const std::string& stamp);
  Task<void> Guard();

  net::io_context& io_;
  const Options options_;
  RequestMaker writes_;
  RequestMaker reads_;
  std::vector<Slot> slots_;
  const std::string run_;  // Sets this run's stamps apart from those of earlier ones.
  uint64_t stamped_ = 0;
  SteadyTime measured_from_;
  SteadyTime measured_to_;
  std::optional<Arrivals> arrivals_;
  size_t driving_ = 0;
  net::steady_timer over_;  // Cancelled when the last slot is done.
  Findings findings_;
};

}  // namespace meridian::bench

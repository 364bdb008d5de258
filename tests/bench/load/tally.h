// Tally: what came of the requests of one run.
//
// Threads: confined to one.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

#include "storage/base/result.h"
#include "tests/bench/load/connection.h"
#include "tests/bench/load/histogram.h"

namespace meridian::bench {

struct Tally {
  Histogram latency;       // Of the requests that were due in the measured time and succeeded.
  uint64_t completed = 0;  // Successes whose answer came in the measured time.
  uint64_t errors = 0;     // Failures, over the whole run, warm-up too.
  std::map<std::string, uint64_t> causes;  // The errors by what was said; a few, the rest as "…".
  double seconds = 0;                      // The measured time as it was.
  std::map<std::string, std::chrono::microseconds> cpu;  // By process, in the measured time.

  double PerSecond() const { return seconds > 0 ? static_cast<double>(completed) / seconds : 0; }
  void CountError(const std::string& cause);
};

// What is wrong with a reply; empty: nothing. `body_bytes_min`: a shorter body isn't the item asked
// for.
std::string FaultOf(const Result<Reply>& reply, size_t body_bytes_min);

// The tally as JSON, latencies in microseconds.
std::string ToJson(const Tally& tally);
// The tally for people, a few lines.
std::string ToText(const Tally& tally);
// `{"count":…,"mean_us":…,"p50_us":…,…}`.
std::string ToJson(const Histogram& histogram);

}  // namespace meridian::bench

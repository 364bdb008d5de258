// Node: everything that makes a region run, built in order and stopped in reverse.
//
//   shards' executors -> Region (store) -> Kafka buses -> LogStart -> Publisher, Replicator -> HTTP
//
// The endpoint answers /health and /ready from the beginning; operations are answered with
// ServiceUnavailable until the log allowed the first write (streams/log_start.h).
//
// Threads: Start, Stop and Reload from one thread, which is none of the node's own.
#pragma once

#include <functional>
#include <memory>

#include "config/config.h"
#include "storage/base/result.h"

namespace meridian {

class Node {
 public:
  // `failed` is called, from any thread, when the node must not go on (the log contradicts the
  // store); the owner stops it.
  Node(Config config, std::function<void(const Error&)> failed);
  ~Node();  // Requires: stopped, or never started.

  // Opens the store and serves. Errors name the file, address or setting at fault.
  Status Start();
  // Answers what is in flight, stops everything in order, and returns.
  void Stop();
  // New credentials from a configuration read again; the rest of it needs a restart.
  void Reload(const Config& config);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace meridian

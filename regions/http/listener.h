// Listener: the HTTP/1.1 server; accepts connections and spreads them over event loops.
//
// One thread accepts and hands each socket to the loop with the fewest connections: with the few
// dozen long-lived connections that SDK pools keep, SO_REUSEPORT's hashing leaves cores idle.
// A connection lives on one loop for its whole life, and so do its handlers.
//
// Threads: Start, Stop and the destructor from one thread that is none of the loops'; port() and
// connections() from any.
#pragma once

#include <cstdint>
#include <memory>

#include "regions/http/handler.h"
#include "regions/http/options.h"
#include "storage/base/clock.h"
#include "storage/base/result.h"

namespace meridian {

class Listener {
 public:
  // All references must outlive this. Whatever resumes suspended handlers may do so until this is
  // destroyed, not later.
  Listener(const WallClock& clock, Handler& handler, HttpOptions options);
  ~Listener();  // Stops.
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  // Binds, and serves from then on. kUnavailable: the address can't be had.
  Status Start();
  // Stops accepting, closes idle connections, lets requests in flight be answered for at most
  // drain_timeout, then closes what is left and ends the threads. Idempotent.
  void Stop();

  // The port bound. Requires: Start succeeded.
  uint16_t port() const;
  // Connections open now.
  size_t connections() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace meridian

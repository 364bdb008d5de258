// Connection: what a Worker needs to know of a session, whatever its stream is made of.
//
// Threads: confined to its worker's.
#pragma once

#include <cstdint>

#include "storage/base/task.h"

namespace meridian {

class Connection {
 public:
  virtual ~Connection() = default;

  // Serves until the connection ends. Requires: the connection outlives the task.
  virtual Task<void> Run() = 0;
  // Closes it now, whatever it does; Run then returns soon, unless a handler holds it.
  virtual void Cancel() = 0;
  // Ends it after the request being answered, if there is one.
  virtual void Drain() = 0;

  // The worker's tick from which on this is cancelled. 0: none.
  uint64_t deadline_tick() const { return deadline_tick_; }

 protected:
  uint64_t deadline_tick_ = 0;
};

}  // namespace meridian

// Worker: one event loop of the front end, its connections, and their deadlines.
//
// Deadlines are tick numbers: arming one is a store, and one timer per loop sweeps them all. A
// timer for each read would cost more than parsing the request.
//
// Threads: Adopt, Drain, CancelAll, Stop and load from any thread; the rest on the worker's own.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string>

#include "regions/http/connection.h"
#include "regions/http/handler.h"
#include "regions/http/options.h"
#include "regions/http/request_id.h"
#include "storage/base/asio_scheduler.h"
#include "storage/base/clock.h"

namespace meridian {

class Worker {
 public:
  struct Services {
    const WallClock& clock;
    SecureRandom& random;
    Handler& handler;
    const HttpOptions& options;
    std::function<void()> on_closed;  // After each connection's end; on the worker's thread.
  };

  // What `services` refers to must outlive this.
  Worker(const std::string& name, Services services);
  ~Worker();

  // Serves a connection that `make` builds on the worker's thread.
  void Adopt(UniqueFunction<std::shared_ptr<Connection>(Worker&)> make);
  // Lets requests in flight be answered and closes everything else, also what comes later.
  void Drain();
  void CancelAll();
  // Ends the thread. Connections that are still there are abandoned.
  void Stop() { scheduler_.Stop(); }
  // Connections given to Adopt that haven't ended.
  size_t load() const { return load_.load(std::memory_order_relaxed); }

  boost::asio::io_context& context() { return scheduler_.context(); }
  Handler& handler() { return services_.handler; }
  const HttpOptions& options() const { return services_.options; }
  RequestIds& request_ids() { return request_ids_; }
  // Now, in HTTP's format.
  const std::string& date() const { return date_; }
  // The tick by which `timeout` has passed.
  uint64_t TickAfter(std::chrono::milliseconds timeout) const;

 private:
  using Connections = std::list<std::shared_ptr<Connection>>;

  void Tick();
  void Serve(std::shared_ptr<Connection> connection);
  void Remove(Connections::iterator at, std::exception_ptr fault);
  void UpdateDate();

  const Services services_;
  RequestIds request_ids_;
  Connections connections_;
  uint64_t tick_ = 1;
  bool draining_ = false;
  int64_t date_second_ = -1;
  std::string date_;
  std::atomic<size_t> load_ = 0;
  AsioScheduler scheduler_;  // Last: its thread uses all of the above.
  std::unique_ptr<Ticker> ticker_;
};

}  // namespace meridian

// AsioScheduler: a Scheduler that is one thread running one io_context.
//
// Threads: Post, After and context() from any thread; Stop from any other thread than its own.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <string>
#include <thread>

#include "storage/base/scheduler.h"

namespace meridian {

class AsioScheduler final : public Scheduler {
 public:
  // Starts the thread, named `name` (15 bytes at most reach the kernel).
  explicit AsioScheduler(const std::string& name);
  ~AsioScheduler() override;

  void Post(UniqueFunction<void()> fn) override;
  void After(std::chrono::milliseconds delay, UniqueFunction<void()> fn) override;

  // For coroutines and sockets that belong to this executor.
  boost::asio::io_context& context() { return context_; }
  // Ends the thread after the callback it is in. Idempotent.
  void Stop();

 private:
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  std::thread thread_;
};

}  // namespace meridian

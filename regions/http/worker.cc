#include "regions/http/worker.h"

#include <boost/asio/co_spawn.hpp>
#include <utility>

#include "regions/http/response.h"
#include "storage/base/log.h"

namespace meridian {

Worker::Worker(const std::string& name, Services services)
    : services_(std::move(services)), request_ids_(services_.random), scheduler_(name) {
  scheduler_.Post([this] {
    UpdateDate();
    ticker_ = std::make_unique<Ticker>(scheduler_, options().tick, [this] { Tick(); });
  });
}

Worker::~Worker() {
  Stop();
  connections_.clear();  // Their sockets must go before the context does.
}

void Worker::Adopt(UniqueFunction<std::shared_ptr<Connection>(Worker&)> make) {
  load_.fetch_add(1, std::memory_order_relaxed);
  scheduler_.Post([this, make = std::move(make)]() mutable { Serve(make(*this)); });
}

void Worker::Serve(std::shared_ptr<Connection> connection) {
  Connection& served = *connections_.insert(connections_.end(), std::move(connection))->get();
  const auto at = std::prev(connections_.end());
  if (draining_) served.Drain();
  boost::asio::co_spawn(context(), served.Run(),
                        [this, at](std::exception_ptr fault) { Remove(at, std::move(fault)); });
}

void Worker::Remove(Connections::iterator at, std::exception_ptr fault) {
  if (fault) LogError("http.session_failed");
  connections_.erase(at);
  load_.fetch_sub(1, std::memory_order_relaxed);
  services_.on_closed();
}

void Worker::Drain() {
  scheduler_.Post([this] {
    draining_ = true;
    for (const auto& connection : connections_) connection->Drain();
  });
}

void Worker::CancelAll() {
  scheduler_.Post([this] {
    for (const auto& connection : connections_) connection->Cancel();
  });
}

uint64_t Worker::TickAfter(std::chrono::milliseconds timeout) const {
  const auto length = options().tick.count();
  return tick_ + static_cast<uint64_t>((timeout.count() + length - 1) / length) + 1;
}

void Worker::Tick() {
  ++tick_;
  UpdateDate();
  for (const auto& connection : connections_) {
    const uint64_t deadline = connection->deadline_tick();
    if (deadline != 0 && deadline <= tick_) connection->Cancel();
  }
}

void Worker::UpdateDate() {
  const int64_t now_ms = services_.clock.NowMillis();
  if (now_ms / 1000 == date_second_) return;
  date_second_ = now_ms / 1000;
  date_ = FormatHttpDate(now_ms);
}

}  // namespace meridian

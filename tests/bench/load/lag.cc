#include "tests/bench/load/lag.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <random>
#include <utility>

#include "tests/bench/load/sleep.h"

namespace meridian::bench {
namespace {

// Probes that may be under way at once; with all of them waiting, later ones are sent late, which
// since_due shows.
constexpr size_t kSlots = 64;
constexpr std::chrono::seconds kSeenWithin{20};
constexpr std::chrono::seconds kAnswerWithin{10};

}  // namespace

Lag::Lag(net::io_context& io, Options options)
    : io_(io),
      options_(std::move(options)),
      writes_(options_.writes),
      reads_(options_.reads),
      run_(std::to_string(std::random_device()())),
      over_(io) {
  for (size_t i = 0; i < kSlots; ++i) {
    slots_.push_back({"probe" + std::to_string(i),
                      std::make_unique<Connection>(io, options_.written),
                      std::make_unique<Connection>(io, options_.watched)});
  }
}

Task<Lag::Findings> Lag::Run() {
  const SteadyTime start = std::chrono::steady_clock::now();
  measured_from_ = start + options_.warm_up;
  measured_to_ = measured_from_ + options_.measured;
  arrivals_.emplace(start, options_.probes_per_second);
  over_.expires_at(SteadyTime::max());
  driving_ = slots_.size();
  for (Slot& slot : slots_) net::co_spawn(io_, Drive(slot), net::detached);
  net::co_spawn(io_, Guard(), net::detached);
  boost::system::error_code cancelled;
  co_await over_.async_wait(net::redirect_error(net::use_awaitable, cancelled));
  co_return std::move(findings_);
}

Task<void> Lag::Drive(Slot& slot) {
  while (true) {
    const SteadyTime due = arrivals_->Next(std::chrono::steady_clock::now());
    if (due >= measured_to_) break;
    co_await SleepUntil(due);
    co_await Probe(slot, due);
  }
  slot.to_written->Close();
  slot.to_watched->Close();
  if (--driving_ == 0) over_.cancel();
}

Task<void> Lag::Probe(Slot& slot, SteadyTime due) {
  const std::string stamp = run_ + "-" + std::to_string(++stamped_);
  const std::string request(writes_.PutNamed(slot.key, stamp));
  const Result<Reply> reply = co_await slot.to_written->Exchange(request);
  const SteadyTime acknowledged = std::chrono::steady_clock::now();
  const std::string fault = FaultOf(reply, 0);
  if (!fault.empty()) {
    findings_.errors.CountError(fault);
    co_return;
  }
  const bool is_seen = co_await Watch(slot, stamp);
  const SteadyTime seen = std::chrono::steady_clock::now();
  if (!is_seen) {
    ++findings_.unseen;
  } else if (due >= measured_from_) {
    findings_.since_acknowledged.Record(seen - acknowledged);
    findings_.since_due.Record(seen - due);
  }
}

Task<bool> Lag::Watch(Slot& slot, const std::string& stamp) {
  const std::string wanted = "\"" + stamp + "\"";
  const SteadyTime limit = std::chrono::steady_clock::now() + kSeenWithin;
  while (std::chrono::steady_clock::now() < limit) {
    const std::string request(reads_.GetNamed(slot.key));
    const Result<Reply> reply = co_await slot.to_watched->Exchange(request);
    ++findings_.polls;
    const std::string fault = FaultOf(reply, 0);
    if (!fault.empty()) findings_.errors.CountError(fault);
    if (fault.empty() && reply->body.find(wanted) != std::string_view::npos) co_return true;
    co_await SleepUntil(std::chrono::steady_clock::now() + options_.poll_interval);
  }
  co_return false;
}

Task<void> Lag::Guard() {
  while (driving_ > 0) {
    const SteadyTime limit = std::chrono::steady_clock::now() - kAnswerWithin;
    for (Slot& slot : slots_) {
      slot.to_written->AbortIfOlderThan(limit);
      slot.to_watched->AbortIfOlderThan(limit);
    }
    co_await SleepUntil(std::chrono::steady_clock::now() + std::chrono::milliseconds(250));
  }
}

}  // namespace meridian::bench

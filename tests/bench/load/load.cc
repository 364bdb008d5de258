#include "tests/bench/load/load.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <utility>

#include "tests/bench/load/process_cpu.h"
#include "tests/bench/load/sleep.h"

namespace meridian::bench {
namespace {

constexpr std::chrono::seconds kAnswerWithin{10};
constexpr std::chrono::milliseconds kPauseAfterError{20};
constexpr std::chrono::milliseconds kWatchInterval{250};

}  // namespace

Load::Load(net::io_context& io, Options options)
    : io_(io), options_(std::move(options)), requests_(options_.requests), over_(io) {
  for (uint32_t i = 0; i < options_.connections; ++i) {
    connections_.push_back(std::make_unique<Connection>(io, options_.server));
  }
}

Task<Tally> Load::Run() {
  const bool fills = options_.traffic == Traffic::kFill;
  const SteadyTime start = std::chrono::steady_clock::now();
  measured_from_ = start + (fills ? std::chrono::milliseconds(0) : options_.warm_up);
  measured_to_ = measured_from_ + options_.measured;
  arrivals_.emplace(start, options_.rate);
  over_.expires_at(SteadyTime::max());
  driving_ = options_.connections + 1;
  for (auto& connection : connections_) net::co_spawn(io_, Drive(*connection), net::detached);
  net::co_spawn(io_, Measure(), net::detached);
  net::co_spawn(io_, Watch(), net::detached);
  boost::system::error_code cancelled;
  co_await over_.async_wait(net::redirect_error(net::use_awaitable, cancelled));
  co_return std::move(tally_);
}

Task<void> Load::Drive(Connection& connection) {
  while (true) {
    const SteadyTime due = arrivals_->Next(std::chrono::steady_clock::now());
    if (due >= measured_to_) break;
    if (due > std::chrono::steady_clock::now()) co_await SleepUntil(due);
    size_t body_bytes_min = 0;
    // Kept: the maker's buffer is another connection's by the time this one is sent in full.
    const std::string request(NextRequest(&body_bytes_min));
    if (request.empty()) break;
    const Result<Reply> reply = co_await connection.Exchange(request);
    Note(reply, body_bytes_min, due);
    if (!reply) co_await SleepUntil(std::chrono::steady_clock::now() + kPauseAfterError);
  }
  connection.Close();
  if (--driving_ == 0) over_.cancel();
}

Task<void> Load::Watch() {
  while (driving_ > 0) {
    const SteadyTime now = std::chrono::steady_clock::now();
    for (auto& connection : connections_) connection->AbortIfOlderThan(now - kAnswerWithin);
    co_await SleepUntil(now + kWatchInterval);
  }
}

Task<void> Load::Measure() {
  co_await SleepUntil(measured_from_);
  const SteadyTime from = std::chrono::steady_clock::now();
  const auto cpu_before = CpuTimes();
  if (options_.traffic == Traffic::kFill) {
    while (driving_ > 1) co_await SleepUntil(std::chrono::steady_clock::now() + kPauseAfterError);
  } else {
    co_await SleepUntil(measured_to_);
  }
  tally_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
  for (const auto& [name, time] : CpuTimes()) {
    const auto before = cpu_before.find(name);
    if (before != cpu_before.end()) tally_.cpu[name] = time - before->second;
  }
  if (--driving_ == 0) over_.cancel();
}

std::string_view Load::NextRequest(size_t* body_bytes_min) {
  const ItemShape& shape = options_.requests.shape;
  const uint64_t number = sent_++;
  Operation operation = Operation::kGet;
  switch (options_.traffic) {
    case Traffic::kFill: return number < shape.keys ? requests_.Put(number) : std::string_view();
    case Traffic::kGet: break;
    case Traffic::kPut: operation = Operation::kPut; break;
    case Traffic::kUpdate: operation = Operation::kUpdate; break;
    case Traffic::kMix: operation = number % 2 ? Operation::kUpdate : Operation::kGet; break;
  }
  if (operation == Operation::kGet) *body_bytes_min = shape.attributes * shape.attribute_bytes;
  return requests_.Random(operation);
}

void Load::Note(const Result<Reply>& reply, size_t body_bytes_min, SteadyTime due) {
  const SteadyTime now = std::chrono::steady_clock::now();
  const std::string fault = FaultOf(reply, body_bytes_min);
  if (!fault.empty()) {
    tally_.CountError(fault);
    return;
  }
  if (now >= measured_from_ && now < measured_to_) ++tally_.completed;
  if (due >= measured_from_) tally_.latency.Record(now - due);
}

std::map<std::string, std::chrono::microseconds> Load::CpuTimes() const {
  std::map<std::string, std::chrono::microseconds> times;
  for (const auto& [name, pid] : options_.processes) {
    if (const auto time = CpuTimeOf(pid)) times[name] = *time;
  }
  return times;
}

}  // namespace meridian::bench

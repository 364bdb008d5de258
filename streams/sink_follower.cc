#include "streams/sink_follower.h"

#include <algorithm>

#include "storage/base/check.h"

namespace meridian {

SinkFollower::SinkFollower(ChangeSource& source, Bus& bus, const MonotonicClock& clock,
                           std::unique_ptr<SinkStrategy> strategy, FollowerLimits limits,
                           PublisherProbe probe, std::function<void(const Error&)> failed)
    : source_(source),
      bus_(bus),
      clock_(clock),
      strategy_(std::move(strategy)),
      limits_(limits),
      probe_(probe),
      failed_(std::move(failed)) {
  for (const Partition partition : source_.Partitions()) lanes_[partition];
}

void SinkFollower::Begin(const LogProgress& in_log) {
  CHECK(!running_);
  running_ = true;
  run_ = std::make_shared<bool>(true);
  for (auto& [partition, lane] : lanes_) {
    const auto known = in_log.find(partition);
    if (known != in_log.end()) lane.in_log = std::max(lane.in_log, known->second);
    lane.acknowledged = std::max(lane.acknowledged, lane.in_log);
    lane.done_to = std::max(lane.done_to, source_.Cursor(partition, strategy_->sink()));
    lane.read_to = lane.done_to;
    lane.dirty = true;
  }
  for (auto& [partition, lane] : lanes_) {
    if (running_) Pump(partition, lane);
  }
}

void SinkFollower::Stop() {
  running_ = false;
  run_.reset();
  for (auto& [partition, lane] : lanes_) {
    lane.waiting.clear();
    lane.in_flight.clear();
  }
}

void SinkFollower::Wake(Partition partition) {
  const auto found = lanes_.find(partition);
  if (found == lanes_.end()) return;
  found->second.dirty = true;
  if (running_) Pump(partition, found->second);
}

LogProgress SinkFollower::Acknowledged() const {
  LogProgress progress;
  for (const auto& [partition, lane] : lanes_) progress[partition] = lane.acknowledged;
  return progress;
}

std::optional<std::chrono::nanoseconds> SinkFollower::OldestInFlight() const {
  std::optional<std::chrono::nanoseconds> oldest;
  for (const auto& [partition, lane] : lanes_) {
    if (lane.in_flight.empty()) continue;
    const auto age = clock_.Now() - lane.in_flight.front().sent_at;
    if (!oldest || age > *oldest) oldest = age;
  }
  return oldest;
}

void SinkFollower::Measure() {
  const bool has_sequences = strategy_->sink() == Sink::kRegionLog;
  uint64_t left = 0;
  for (const auto& [partition, lane] : lanes_) {
    if (has_sequences) {
      const uint64_t last = source_.LastSequence(partition);
      left += last - std::min(last, lane.acknowledged);
    } else {
      left += lane.waiting.size();
      for (const InFlight& message : lane.in_flight) left += message.changes;
    }
  }
  probe_.Backlog(left);
}

void SinkFollower::Pump(Partition partition, Lane& lane) {
  while (running_ && lane.in_flight.size() < limits_.in_flight_max) {
    if (lane.waiting.empty() && !Fill(partition, lane)) break;
    Send(partition, lane);
  }
}

// False if there is nothing to send now.
bool SinkFollower::Fill(Partition partition, Lane& lane) {
  while (lane.dirty) {
    auto page = source_.Read(partition, strategy_->sink(), lane.read_to, limits_.page_bytes);
    if (!page) {
      Fail(page.error());
      return false;
    }
    lane.dirty = !page->changes.empty();
    lane.read_to = std::max(lane.read_to, page->scanned_to);
    for (ChangePtr& change : page->changes) {
      const bool there = change->sequence != 0 && change->sequence <= lane.in_log;
      if (!there) lane.waiting.push_back(std::move(change));
    }
    if (!lane.waiting.empty()) return true;
  }
  if (lane.in_flight.empty()) Advance(partition, lane);
  return false;
}

void SinkFollower::Send(Partition partition, Lane& lane) {
  SinkStrategy::Message message = strategy_->Pack(partition, lane.waiting);
  CHECK(message.changes > 0 && message.changes <= lane.waiting.size());
  const Change& last = *lane.waiting[message.changes - 1];
  const uint64_t id = lane.first_id + lane.in_flight.size();
  lane.in_flight.push_back({.last_commit = last.commit,
                            .last_sequence = last.sequence,
                            .changes = message.changes,
                            .sent_at = clock_.Now()});
  lane.waiting.erase(lane.waiting.begin(),
                     lane.waiting.begin() + static_cast<ptrdiff_t>(message.changes));
  probe_.Produced(message.changes, message.payload.size());
  bus_.Produce(message.topic, message.partition, std::move(message.payload),
               [this, run = std::weak_ptr(run_), partition, id](Result<int64_t> offset) {
                 if (run.lock()) OnDone(partition, id, offset);
               });
}

void SinkFollower::OnDone(Partition partition, uint64_t id, const Result<int64_t>& offset) {
  if (!offset) return Fail(offset.error());
  Lane& lane = lanes_.at(partition);
  CHECK(id >= lane.first_id && id - lane.first_id < lane.in_flight.size());
  InFlight& message = lane.in_flight[id - lane.first_id];
  message.acknowledged = true;
  probe_.Acknowledged(message.changes, clock_.Now() - message.sent_at);
  while (!lane.in_flight.empty() && lane.in_flight.front().acknowledged) {
    const InFlight& front = lane.in_flight.front();
    lane.acknowledged = std::max(lane.acknowledged, front.last_sequence);
    lane.done_to = std::max(lane.done_to, front.last_commit);
    source_.Advance(partition, strategy_->sink(), lane.done_to);
    lane.in_flight.pop_front();
    ++lane.first_id;
  }
  Pump(partition, lane);
}

// Everything read is done: the cursor passes what the sink doesn't need, too.
void SinkFollower::Advance(Partition partition, Lane& lane) {
  CHECK(lane.waiting.empty() && lane.in_flight.empty());
  if (lane.read_to <= lane.done_to) return;
  lane.done_to = lane.read_to;
  source_.Advance(partition, strategy_->sink(), lane.done_to);
}

void SinkFollower::Fail(const Error& error) {
  Stop();
  probe_.Failed();
  failed_(error);
}

}  // namespace meridian

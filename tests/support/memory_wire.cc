#include "tests/support/memory_wire.h"

#include <algorithm>

namespace meridian {
namespace {

using WirePtr = std::shared_ptr<MemoryBus::Wire>;

void Arrive(WirePtr wire, int* stalls_left, std::function<void()> arrive,
            std::function<void()> give_up) {
  if (wire->connected()) return arrive();
  if (stalls_left != nullptr && --*stalls_left < 0) return give_up();
  auto& scheduler = wire->scheduler;
  scheduler.After(kStallInterval, [wire = std::move(wire), stalls_left, arrive = std::move(arrive),
                                   give_up = std::move(give_up)]() mutable {
    Arrive(std::move(wire), stalls_left, std::move(arrive), std::move(give_up));
  });
}

struct Reader {
  int64_t next = 0;      // Offset of the next record to deliver.
  bool located = false;  // kFromStart or kFromEnd was replaced by an offset.
  bool paused = false;
  bool ended = false;
  bool told_away = false;  // The handler knows that the cluster is away.
  bool looking = false;    // An event that waits for the cluster to be back exists.
};

// What the events of one subscription share. `handler` is nullptr once it ended.
struct Follow : std::enable_shared_from_this<Follow> {
  WirePtr wire;
  std::string topic;
  RecordHandler* handler = nullptr;
  std::map<int32_t, Reader> readers;
  std::shared_ptr<MemoryCluster::Watcher> watcher;

  bool active() const { return handler != nullptr && wire->alive; }

  // Has the records that are there now delivered after the plan's delay.
  void Wake(int32_t partition) {
    if (!readers.contains(partition)) return;
    const int64_t until = wire->cluster.End(topic, partition);
    wire->scheduler.After(wire->plan.Delay(), [self = shared_from_this(), partition, until] {
      self->Deliver(partition, until);
    });
  }

  void Deliver(int32_t partition, int64_t until) {
    if (!active()) return;
    Reader& reader = readers[partition];
    if (reader.paused || reader.ended) return;
    if (!wire->connected()) return Stall(partition, reader);
    reader.told_away = false;
    const auto& cluster = wire->cluster;
    const int64_t first = cluster.First(topic, partition), end = cluster.End(topic, partition);
    if (!reader.located) {
      reader.located = true;
      if (reader.next == Bus::kFromStart) reader.next = first;
      if (reader.next == Bus::kFromEnd) reader.next = end;
    }
    if (!cluster.HasTopic(topic) || reader.next < first || reader.next > end) {
      reader.ended = true;
      return handler->OnError(partition, {Errc::kNotFound, "offset out of range in " + topic});
    }
    while (reader.next < std::min(until, end) && !reader.paused) {
      BusRecord record = cluster.At(topic, partition, reader.next++);
      handler->OnRecord(std::move(record));
      if (!active()) return;
    }
    if (reader.next == end && !reader.paused) handler->OnCaughtUp(partition);
  }

  void Stall(int32_t partition, Reader& reader) {
    if (!reader.looking) {
      reader.looking = true;
      LookAgain(partition);
    }
    if (std::exchange(reader.told_away, true)) return;
    handler->OnError(partition, {Errc::kUnavailable, "the cluster is away"});
  }

  void LookAgain(int32_t partition) {
    wire->scheduler.After(kStallInterval, [self = shared_from_this(), partition] {
      if (!self->active()) return;
      if (!self->wire->connected()) return self->LookAgain(partition);
      self->readers[partition].looking = false;
      self->Wake(partition);
    });
  }
};

class MemorySubscription final : public Subscription {
 public:
  explicit MemorySubscription(std::shared_ptr<Follow> follow) : follow_(std::move(follow)) {}
  ~MemorySubscription() override {
    follow_->handler = nullptr;
    follow_->watcher.reset();
  }
  void Pause(int32_t partition) override { follow_->readers.at(partition).paused = true; }
  void Resume(int32_t partition) override {
    follow_->readers.at(partition).paused = false;
    follow_->Wake(partition);
  }

 private:
  std::shared_ptr<Follow> follow_;
};

}  // namespace

void Travel(WirePtr wire, std::function<void()> arrive) {
  TravelOrGiveUp(std::move(wire), nullptr, std::move(arrive), nullptr);
}

void TravelOrGiveUp(WirePtr wire, int* stalls_left, std::function<void()> arrive,
                    std::function<void()> give_up) {
  auto& scheduler = wire->scheduler;
  const auto delay = wire->plan.Delay();
  scheduler.After(delay, [wire = std::move(wire), stalls_left, arrive = std::move(arrive),
                          give_up = std::move(give_up)]() mutable {
    Arrive(std::move(wire), stalls_left, std::move(arrive), std::move(give_up));
  });
}

std::unique_ptr<Subscription> SubscribeInMemory(WirePtr wire, const std::string& topic,
                                                const std::map<int32_t, int64_t>& from,
                                                RecordHandler& handler) {
  auto follow = std::make_shared<Follow>();
  follow->wire = std::move(wire);
  follow->topic = topic;
  follow->handler = &handler;
  for (const auto& [partition, offset] : from) follow->readers[partition].next = offset;
  follow->watcher =
      std::make_shared<MemoryCluster::Watcher>([weak = std::weak_ptr(follow)](int32_t partition) {
        if (const auto self = weak.lock()) self->Wake(partition);
      });
  follow->wire->cluster.Watch(topic, follow->watcher);
  for (const auto& [partition, offset] : from) follow->Wake(partition);
  return std::make_unique<MemorySubscription>(std::move(follow));
}

}  // namespace meridian

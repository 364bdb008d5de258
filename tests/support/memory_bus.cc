#include "tests/support/memory_bus.h"

#include "tests/support/memory_wire.h"

namespace meridian {

// The requests of one producer. Outlives the bus while some are on the wire.
struct MemoryBus::Producer {
  using TopicPartition = std::pair<std::string, int32_t>;
  struct Request {
    uint64_t id;
    std::string payload;
  };
  struct Ack {
    uint64_t id;
    int64_t offset;
  };
  // Each event delivers the front of its lane, so order holds whatever the delays.
  struct Lane {
    std::deque<Request> requests;
    std::deque<Ack> acks;
    bool broken = false;  // A request was lost: the broker refuses those behind it.
  };

  bool dead = false;
  uint64_t last_id = 0;
  std::map<TopicPartition, Lane> lanes;
  std::map<uint64_t, UniqueFunction<void(Result<int64_t>)>> pending;

  // Ends every pending request with `code`, in order, from a later event.
  void Fail(Wire& wire, Errc code) {
    dead = true;
    for (auto& [id, done] : std::exchange(pending, {})) {
      wire.scheduler.Post(
          [weak = std::weak_ptr(wire.alive), code, done = std::move(done)]() mutable {
            if (weak.lock()) done(Error{code, "the producer ended with this record in flight"});
          });
    }
  }
};

namespace {

constexpr std::chrono::milliseconds kStraggle{3000};

using WirePtr = std::shared_ptr<MemoryBus::Wire>;
using ProducerPtr = std::shared_ptr<MemoryBus::Producer>;
using TopicPartition = MemoryBus::Producer::TopicPartition;

void AckFront(ProducerPtr producer, const TopicPartition& at) {
  auto& lane = producer->lanes[at];
  const auto ack = lane.acks.front();
  lane.acks.pop_front();
  const auto found = producer->pending.find(ack.id);
  if (found == producer->pending.end()) return;
  auto done = std::move(found->second);
  producer->pending.erase(found);
  done(ack.offset);
}

void RequestArrives(WirePtr wire, ProducerPtr producer, const TopicPartition& at) {
  if (producer->dead && wire->plan.Strikes(wire->plan.straggles)) {
    wire->scheduler.After(kStraggle, [wire, producer, at] { RequestArrives(wire, producer, at); });
    return;
  }
  auto& lane = producer->lanes[at];
  auto request = std::move(lane.requests.front());
  lane.requests.pop_front();
  if (lane.broken) return;
  if (wire->plan.Strikes(wire->plan.dies_lost)) {
    lane.broken = true;
    return producer->Fail(*wire, Errc::kUnavailable);
  }
  const bool ack_lost = wire->plan.Strikes(wire->plan.dies_appended);
  const auto offset = wire->cluster.Append(at.first, at.second, std::move(request.payload));
  if (!offset || ack_lost) {
    lane.broken = !offset;
    return producer->Fail(*wire, Errc::kUnavailable);
  }
  lane.acks.push_back({request.id, *offset});
  Travel(wire, [producer, at] { AckFront(producer, at); });
}

}  // namespace

MemoryBus::MemoryBus(MemoryCluster& cluster, Scheduler& scheduler, const FaultPlan& plan)
    : wire_(std::make_shared<Wire>(Wire{cluster, scheduler, plan, std::make_shared<bool>(true)})),
      producer_(std::make_shared<Producer>()) {}

MemoryBus::~MemoryBus() {
  wire_->alive.reset();
  producer_->dead = true;
  producer_->pending.clear();
}

void MemoryBus::Produce(const std::string& topic, int32_t partition, std::string payload,
                        UniqueFunction<void(Result<int64_t>)> done) {
  const uint64_t id = ++producer_->last_id;
  producer_->pending.emplace(id, std::move(done));
  if (producer_->dead) return producer_->Fail(*wire_, Errc::kUnavailable);
  const TopicPartition at{topic, partition};
  producer_->lanes[at].requests.push_back({id, std::move(payload)});
  Travel(wire_, [wire = wire_, producer = producer_, at] { RequestArrives(wire, producer, at); });
}

void MemoryBus::ResetProducer() {
  producer_->Fail(*wire_, Errc::kCancelled);
  producer_ = std::make_shared<Producer>();
}

void MemoryBus::KillProducer() { producer_->Fail(*wire_, Errc::kUnavailable); }

size_t MemoryBus::InFlight() const { return producer_->pending.size(); }

template <class T>
void MemoryBus::Call(UniqueFunction<Result<T>()> ask, UniqueFunction<void(Result<T>)> done) {
  struct Pending {
    UniqueFunction<Result<T>()> ask;
    UniqueFunction<void(Result<T>)> done;
    int stalls_left = kCallStallsMax;
  };
  auto call = std::make_shared<Pending>(Pending{std::move(ask), std::move(done)});
  TravelOrGiveUp(
      wire_, &call->stalls_left,
      [wire = wire_, call] {
        auto answer = std::make_shared<Result<T>>(call->ask());
        Travel(wire, [wire, call, answer] {
          if (wire->alive) call->done(std::move(*answer));
        });
      },
      [wire = wire_, call] {
        if (wire->alive) call->done(Error{Errc::kUnavailable, "the cluster does not answer"});
      });
}

void MemoryBus::ReadTail(const std::string& topic, int32_t partition,
                         UniqueFunction<void(Result<std::optional<BusRecord>>)> done) {
  using Tail = std::optional<BusRecord>;
  Call<Tail>(
      [&cluster = wire_->cluster, topic, partition]() -> Result<Tail> {
        if (!cluster.HasTopic(topic)) return Error{Errc::kNotFound, "no topic " + topic};
        const int64_t end = cluster.End(topic, partition);
        if (end == cluster.First(topic, partition)) return Tail();
        return Tail(cluster.At(topic, partition, end - 1));
      },
      std::move(done));
}

void MemoryBus::ReadEnd(const std::string& topic, int32_t partition,
                        UniqueFunction<void(Result<int64_t>)> done) {
  Call<int64_t>(
      [&cluster = wire_->cluster, topic, partition]() -> Result<int64_t> {
        if (!cluster.HasTopic(topic)) return Error{Errc::kNotFound, "no topic " + topic};
        return cluster.End(topic, partition);
      },
      std::move(done));
}

void MemoryBus::EnsureTopics(std::vector<TopicSpec> topics, UniqueFunction<void(Status)> done) {
  Call<void>(
      [&cluster = wire_->cluster, topics = std::move(topics)] {
        for (const auto& topic : topics) cluster.MakeTopic(topic);
        return OkStatus();
      },
      std::move(done));
}

void MemoryBus::ListTopics(UniqueFunction<void(Result<std::vector<std::string>>)> done) {
  using Names = std::vector<std::string>;
  Call<Names>([&cluster = wire_->cluster]() -> Result<Names> { return cluster.TopicNames(); },
              std::move(done));
}

std::unique_ptr<Subscription> MemoryBus::Subscribe(const std::string& topic,
                                                   const std::map<int32_t, int64_t>& from,
                                                   RecordHandler& handler) {
  return SubscribeInMemory(wire_, topic, from, handler);
}

}  // namespace meridian

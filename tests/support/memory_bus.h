// MemoryBus: a Kafka cluster in memory, for unit tests and for the simulation.
//
// A MemoryCluster is what one cluster durably holds; it is shared by the clients of several
// regions. A MemoryBus is one client's connection to it, with the faults that its FaultPlan says:
// delay, cuts (everything stalls, as TCP does), and producers that die with a request on the wire,
// which may still be appended later, behind what the next producer wrote. What holds in Kafka holds
// here: a partition appends one producer's requests in order or not at all, and acknowledges in
// order.
//
// Threads: none; all Schedulers must run on one thread. The cluster, the plan and the Scheduler
// must outlive every event a bus has scheduled. Deterministic: chance comes only from
// FaultPlan::random.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "streams/bus.h"

namespace meridian {

// What one client meets on its way to one cluster. May be changed at any time.
struct FaultPlan {
  bool connected = true;                   // false: requests and answers stall until healed.
  std::chrono::milliseconds delay_min{0};  // One way.
  std::chrono::milliseconds delay_max{0};
  double dies_appended =
      0;                 // Chance that a request is appended, and its producer dies unacknowledged.
  double dies_lost = 0;  // Chance that a request is lost, and its producer dies.
  double straggles = 0;  // Chance that a request of a dead producer is held up for 3 seconds.
  std::function<uint64_t()> random;  // Drawn from the seed; empty: no chance, delay_min.

  std::chrono::milliseconds Delay() const;
  bool Strikes(double chance) const;
};

class MemoryCluster {
 public:
  // A cluster that is down stalls everybody; what it holds stays.
  void SetUp(bool up) { up_ = up; }
  bool up() const { return up_; }

  bool HasTopic(const std::string& topic) const { return topics_.contains(topic); }
  void MakeTopic(const TopicSpec& spec);
  std::vector<std::string> TopicNames() const;
  std::map<std::string, std::string> TopicConfig(const std::string& topic) const;
  // Appends and wakes subscribers; nullopt: no such topic or partition.
  std::optional<int64_t> Append(const std::string& topic, int32_t partition, std::string payload);

  // Offsets kept: [First, End). Zero without such a partition.
  int64_t First(const std::string& topic, int32_t partition) const;
  int64_t End(const std::string& topic, int32_t partition) const;
  // Requires: First <= offset < End.
  const BusRecord& At(const std::string& topic, int32_t partition, int64_t offset) const;

  // Faults of the cluster itself: retention before a reader was there; a disk that forgot its end;
  // a topic, or everything, gone.
  void DropBefore(const std::string& topic, int32_t partition, int64_t offset);
  void LoseFrom(const std::string& topic, int32_t partition, int64_t offset);
  void DropTopic(const std::string& topic) { topics_.erase(topic); }
  void Wipe() { topics_.clear(); }
  // Damages the payload of a record.
  void Damage(const std::string& topic, int32_t partition, int64_t offset);

  // `woken` is called with the partition on every append to `topic`, as long as it lives.
  using Watcher = std::function<void(int32_t)>;
  void Watch(const std::string& topic, std::weak_ptr<Watcher> woken);

 private:
  struct PartitionLog {
    int64_t first = 0;
    std::deque<BusRecord> records;
    int64_t end() const { return first + static_cast<int64_t>(records.size()); }
  };
  struct Topic {
    std::map<std::string, std::string> config;
    std::vector<PartitionLog> partitions;
  };
  const PartitionLog* Find(const std::string& topic, int32_t partition) const;
  PartitionLog* Find(const std::string& topic, int32_t partition);

  bool up_ = true;
  int64_t appended_ = 0;  // Stands in for the append time.
  std::map<std::string, Topic> topics_;
  std::map<std::string, std::vector<std::weak_ptr<Watcher>>> watchers_;
};

class MemoryBus final : public Bus {
 public:
  MemoryBus(MemoryCluster& cluster, Scheduler& scheduler, const FaultPlan& plan);
  ~MemoryBus() override;

  void Produce(const std::string& topic, int32_t partition, std::string payload,
               UniqueFunction<void(Result<int64_t>)> done) override;
  void ResetProducer() override;
  size_t InFlight() const override;
  std::unique_ptr<Subscription> Subscribe(const std::string& topic,
                                          const std::map<int32_t, int64_t>& from,
                                          RecordHandler& handler) override;
  void ReadTail(const std::string& topic, int32_t partition,
                UniqueFunction<void(Result<std::optional<BusRecord>>)> done) override;
  void ReadEnd(const std::string& topic, int32_t partition,
               UniqueFunction<void(Result<int64_t>)> done) override;
  void EnsureTopics(std::vector<TopicSpec> topics, UniqueFunction<void(Status)> done) override;
  void ListTopics(UniqueFunction<void(Result<std::vector<std::string>>)> done) override;

  // The producer dies now, with whatever it has on the wire.
  void KillProducer();

  // What a bus's events keep alive; defined in the sources.
  struct Wire;
  struct Producer;

 private:
  template <class T>
  void Call(UniqueFunction<Result<T>()> ask, UniqueFunction<void(Result<T>)> done);

  std::shared_ptr<Wire> wire_;
  std::shared_ptr<Producer> producer_;
};

}  // namespace meridian

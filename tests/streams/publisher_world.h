// PublisherWorld: one publisher on a change log and a Kafka cluster in memory.
//
// Threads: none.
#pragma once

#include <memory>
#include <random>
#include <vector>

#include "streams/publisher.h"
#include "tests/streams/fake_change_source.h"
#include "tests/support/manual_scheduler.h"
#include "tests/support/memory_bus.h"

namespace meridian {

inline constexpr uint16_t kTestPartitions = 2;
inline const Origin kTestOrigin{"eu-west-1", 0x1234};

struct PublisherWorld {
  explicit PublisherWorld(uint64_t seed = 1) : random(seed) {
    plan.random = [this] { return random(); };
  }
  ~PublisherWorld() { publisher.reset(); }

  // A new process: bus, publisher; the change log and Kafka stay.
  void StartNode() {
    publisher.reset();
    bus = std::make_unique<MemoryBus>(cluster, scheduler, plan);
    publisher = std::make_unique<Publisher>(
        source, *bus, scheduler, scheduler, metrics, identity,
        PublisherSources{.writer = {.horizon = [](Partition) { return HybridTime{70}; },
                                    .clock = [] { return HybridTime{90}; }},
                         .registers = [this] { return registers; }},
        PublisherOptions());
    publisher->Start();
  }
  void Run(int seconds) { scheduler.Advance(std::chrono::seconds(seconds)); }

  // Decoded messages of `partition` of the log, or of the control topic.
  std::vector<LogBatch> Batches(Partition partition) const {
    std::vector<LogBatch> batches;
    const std::string topic = identity.TopicOf(partition);
    const int32_t index = identity.KafkaPartitionOf(partition);
    for (int64_t at = cluster.First(topic, index); at < cluster.End(topic, index); ++at) {
      batches.push_back(*DecodeBatch(cluster.At(topic, index, at).payload));
    }
    return batches;
  }

  std::mt19937_64 random;
  LogIdentity identity{.origin = kTestOrigin, .epoch = 1, .partitions = kTestPartitions};
  ManualScheduler scheduler;
  MemoryCluster cluster;
  FaultPlan plan;
  Metrics metrics;
  std::vector<Register> registers;
  FakeChangeSource source{kTestOrigin, kTestPartitions};
  std::unique_ptr<MemoryBus> bus;
  std::unique_ptr<Publisher> publisher;
};

}  // namespace meridian

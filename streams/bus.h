// Bus: the port to one Kafka cluster: produce, follow, look at a tail, make topics.
//
// KafkaBus (streams/kafka) is the real one; the simulation's is a log in memory that drops, delays,
// duplicates and reorders. Payloads are opaque bytes.
//
// Threads: confined to the Scheduler given at construction; every callback comes on it. Callbacks
// are destroyed uncalled when the Bus is.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "storage/base/result.h"
#include "storage/base/scheduler.h"

namespace meridian {

struct BusRecord {
  int32_t partition = 0;
  int64_t offset = 0;
  int64_t timestamp_millis = 0;  // Log append time.
  std::string payload;
};

struct TopicSpec {
  std::string name;
  int32_t partitions = 1;
  int replication = 1;                        // Copies of each record.
  std::map<std::string, std::string> config;  // Kafka topic settings.
};

// Following some partitions of one topic. Ends when destroyed.
class Subscription {
 public:
  virtual ~Subscription() = default;
  // Stops (resumes) delivery of one partition; a bounded number of records may still come.
  virtual void Pause(int32_t partition) = 0;
  virtual void Resume(int32_t partition) = 0;
};

// What a subscription tells. Every call on the Bus's Scheduler.
class RecordHandler {
 public:
  virtual ~RecordHandler() = default;
  // In offset order within a partition.
  virtual void OnRecord(BusRecord record) = 0;
  // The end of the partition was reached, for now.
  virtual void OnCaughtUp(int32_t partition) = 0;
  // kNotFound: the wanted offset is out of range (overrun, or truncated) or the topic is gone;
  // delivery of the partition has ended. kUnavailable: the cluster is away; delivery goes on by
  // itself when it is back.
  virtual void OnError(int32_t partition, const Error& error) = 0;
};

class Bus {
 public:
  virtual ~Bus() = default;

  // Appends idempotently with acks=all, in order for each partition; never gives up by itself.
  // `done` gets the offset. An error means that this producer is finished (kUnavailable): recover
  // through ReadTail and ResetProducer, as later records may have been refused to keep order.
  virtual void Produce(const std::string& topic, int32_t partition, std::string payload,
                       UniqueFunction<void(Result<int64_t>)> done) = 0;
  // Forgets everything in flight (their callbacks get kCancelled) and begins a new producer.
  virtual void ResetProducer() = 0;
  // Records handed over and not yet acknowledged.
  virtual size_t InFlight() const = 0;

  // Follows `topic` from these offsets (partition -> first wanted offset; kFromStart: the first
  // there is). `handler` must outlive the subscription.
  static constexpr int64_t kFromStart = -2;
  static constexpr int64_t kFromEnd = -1;
  virtual std::unique_ptr<Subscription> Subscribe(const std::string& topic,
                                                  const std::map<int32_t, int64_t>& from,
                                                  RecordHandler& handler) = 0;

  // The last record of the partition (nullopt: empty). kNotFound: no such topic.
  virtual void ReadTail(const std::string& topic, int32_t partition,
                        UniqueFunction<void(Result<std::optional<BusRecord>>)> done) = 0;
  // The offset that the partition's next record will get. An empty partition whose end isn't 0 lost
  // its records to retention. kNotFound: no such topic.
  virtual void ReadEnd(const std::string& topic, int32_t partition,
                       UniqueFunction<void(Result<int64_t>)> done) = 0;

  // Makes topics that are not there; those that are count as done.
  virtual void EnsureTopics(std::vector<TopicSpec> topics, UniqueFunction<void(Status)> done) = 0;
  // Names of the topics there are.
  virtual void ListTopics(UniqueFunction<void(Result<std::vector<std::string>>)> done) = 0;
};

}  // namespace meridian

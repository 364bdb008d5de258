// KafkaConsumer: one consumer client, and the partitions that are fetched with it. Private to this
// folder.
//
// There is no consumer group (the simple consumer of librdkafka): positions are ours. Each
// partition has a queue of its own, so one that isn't polled holds up no other and fetching stops
// by itself when its bound is reached.
//
// Threads: confined to the AsioScheduler.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "streams/bus.h"
#include "streams/kafka/client.h"
#include "streams/kafka/waker.h"

namespace meridian {

class KafkaConsumer : public std::enable_shared_from_this<KafkaConsumer> {
 public:
  static Result<std::shared_ptr<KafkaConsumer>> Make(const KafkaOptions& options, Waker& waker);

  // A record, or (with an error) a word about the partition.
  struct Fetched {
    rd_kafka_resp_err_t error = RD_KAFKA_RESP_ERR_NO_ERROR;
    BusRecord record;  // With an error only partition and offset count.
  };

  // One partition being fetched, until destroyed.
  class Feed {
   public:
    Feed(std::shared_ptr<KafkaConsumer> consumer, rd_kafka_topic_t* topic, std::string name,
         int32_t partition, AttachedQueue queue);
    ~Feed();
    // The next that has come; nullopt: nothing.
    std::optional<Fetched> Take();
    const std::shared_ptr<KafkaConsumer>& consumer() const { return consumer_; }

   private:
    const std::shared_ptr<KafkaConsumer>
        consumer_;  // Destroyed last: the client outlives its queues.
    rd_kafka_topic_t* const topic_;
    const std::string name_;
    const int32_t partition_;
    AttachedQueue queue_;
  };

  bool Fetches(const std::string& topic, int32_t partition) const;
  bool idle() const { return fetched_.empty(); }
  // `offset` is librdkafka's: >= 0, or one of RD_KAFKA_OFFSET_*. Requires: !Fetches().
  Result<std::unique_ptr<Feed>> Fetch(const std::string& topic, int32_t partition, int64_t offset);
  // Reports the events of the client. True if all brokers went away.
  bool Serve();
  rd_kafka_t* client() const { return client_.get(); }

 private:
  KafkaConsumer(KafkaHandle client, Waker& waker);

  Waker& waker_;
  KafkaHandle client_;  // Before all that belongs to it.
  std::map<std::string, KafkaTopic> topics_;
  std::set<std::pair<std::string, int32_t>> fetched_;
  AttachedQueue main_;
};

}  // namespace meridian

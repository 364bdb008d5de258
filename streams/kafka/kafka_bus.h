// KafkaBus: the Bus over librdkafka.
//
// Clients are made when they are needed: a producer by the first Produce or EnsureTopics, consumers
// by the first reading; all subscriptions share one consumer unless two want the same partition.
// What blocks (listing topics, destroying a client) runs on a thread of its own.
//
// Threads: confined to the AsioScheduler, construction and destruction too (or after it stopped).
#pragma once

#include <memory>

#include "storage/base/asio_scheduler.h"
#include "streams/bus.h"
#include "streams/kafka/options.h"

namespace meridian {

class KafkaBus final : public Bus {
 public:
  // kValidation: a setting is unknown or wrong. `scheduler` must outlive the bus.
  static Result<std::unique_ptr<KafkaBus>> Make(AsioScheduler& scheduler, KafkaOptions options);
  // Waits for the clients' own threads to end: a second at most, as a rule.
  ~KafkaBus() override;

  void Produce(const std::string& topic, int32_t partition, std::string payload,
               UniqueFunction<void(Result<int64_t>)> done) override;
  void ResetProducer() override;
  size_t InFlight() const override;
  std::unique_ptr<Subscription> Subscribe(const std::string& topic,
                                          const std::map<int32_t, int64_t>& from,
                                          RecordHandler& handler) override;
  // kUnavailable after ten seconds without an answer.
  void ReadTail(const std::string& topic, int32_t partition,
                UniqueFunction<void(Result<std::optional<BusRecord>>)> done) override;
  void ReadEnd(const std::string& topic, int32_t partition,
               UniqueFunction<void(Result<int64_t>)> done) override;
  void EnsureTopics(std::vector<TopicSpec> topics, UniqueFunction<void(Status)> done) override;
  void ListTopics(UniqueFunction<void(Result<std::vector<std::string>>)> done) override;

 private:
  class State;
  explicit KafkaBus(std::shared_ptr<State> state);

  std::shared_ptr<State> state_;
};

}  // namespace meridian

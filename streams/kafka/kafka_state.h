// What a KafkaBus is made of. Private to this folder.
//
// Threads: confined to the AsioScheduler.
#pragma once

#include <list>
#include <memory>
#include <optional>
#include <vector>

#include "streams/kafka/follow.h"
#include "streams/kafka/kafka_bus.h"
#include "streams/kafka/look.h"
#include "streams/kafka/producer.h"
#include "streams/kafka/waker.h"

namespace meridian {

class KafkaBus::State : public std::enable_shared_from_this<KafkaBus::State> {
 public:
  State(AsioScheduler& scheduler, KafkaOptions options);

  void Open();
  void Close();

  // kUnavailable if none can be made now.
  Result<KafkaProducer*> Producer();
  void Reset();
  size_t InFlight() const { return producer_ ? producer_->in_flight() : 0; }

  void Add(std::shared_ptr<KafkaFollow> follow);
  void Add(KafkaLook look);
  void ListTopics(UniqueFunction<void(Result<std::vector<std::string>>)> done);

  // Runs `fn` on the Scheduler unless the bus is gone by then.
  void Post(UniqueFunction<void()> fn);
  // Looks at every queue, soon.
  void Wake() { waker_->Wake(); }

 private:
  Result<std::shared_ptr<KafkaConsumer>> ConsumerFor(const std::string& topic, int32_t partition);
  Result<std::unique_ptr<KafkaConsumer::Feed>> StartFeed(const std::string& topic,
                                                         int32_t partition, int64_t offset);
  // The steps of Serve return false once the bus was destroyed by a callback.
  void Serve();
  bool ServeProducer();
  bool Call(KafkaProducer::Served served);
  bool ServeFollows();
  bool ServeLooks();
  void Tick();
  void DropIdleConsumers();
  // Runs where it may block.
  void RunApart(UniqueFunction<void()> fn);

  AsioScheduler& scheduler_;
  const KafkaOptions options_;
  bool closed_ = false;
  std::unique_ptr<Waker> waker_;
  std::unique_ptr<KafkaProducer> producer_;
  struct PooledConsumer {
    std::shared_ptr<KafkaConsumer> consumer;
    int idle_ticks = 0;
  };
  std::vector<PooledConsumer> consumers_;
  std::vector<std::weak_ptr<KafkaFollow>> follows_;
  std::list<KafkaLook> looks_;
  std::optional<Ticker> ticker_;
  std::unique_ptr<AsioScheduler> apart_;
};

}  // namespace meridian

#include "streams/kafka/consumer.h"

#include "storage/base/check.h"

namespace meridian {

Result<std::shared_ptr<KafkaConsumer>> KafkaConsumer::Make(const KafkaOptions& options,
                                                           Waker& waker) {
  TRY(KafkaHandle client, NewKafkaConsumer(options));
  return std::shared_ptr<KafkaConsumer>(new KafkaConsumer(std::move(client), waker));
}

KafkaConsumer::KafkaConsumer(KafkaHandle client, Waker& waker)
    : waker_(waker),
      client_(std::move(client)),
      main_(waker.Attach(KafkaQueue(rd_kafka_queue_get_main(client_.get())))) {}

bool KafkaConsumer::Fetches(const std::string& topic, int32_t partition) const {
  return fetched_.contains({topic, partition});
}

Result<std::unique_ptr<KafkaConsumer::Feed>> KafkaConsumer::Fetch(const std::string& topic,
                                                                  int32_t partition,
                                                                  int64_t offset) {
  CHECK(!Fetches(topic, partition));
  KafkaTopic& handle = topics_[topic];
  if (!handle) handle.reset(rd_kafka_topic_new(client_.get(), topic.c_str(), nullptr));
  if (!handle) return KafkaError(rd_kafka_last_error(), topic);
  AttachedQueue queue = waker_.Attach(KafkaQueue(rd_kafka_queue_new(client_.get())));
  if (rd_kafka_consume_start_queue(handle.get(), partition, offset, queue.get()) != 0) {
    return KafkaError(rd_kafka_last_error(), topic);
  }
  fetched_.insert({topic, partition});
  return std::make_unique<Feed>(shared_from_this(), handle.get(), topic, partition,
                                std::move(queue));
}

bool KafkaConsumer::Serve() {
  bool away = false;
  while (const auto event = KafkaEvent(rd_kafka_queue_poll(main_.get(), 0))) {
    away |= ReportKafkaEvent(event.get());
  }
  return away;
}

KafkaConsumer::Feed::Feed(std::shared_ptr<KafkaConsumer> consumer, rd_kafka_topic_t* topic,
                          std::string name, int32_t partition, AttachedQueue queue)
    : consumer_(std::move(consumer)),
      topic_(topic),
      name_(std::move(name)),
      partition_(partition),
      queue_(std::move(queue)) {}

KafkaConsumer::Feed::~Feed() {
  rd_kafka_consume_stop(topic_, partition_);
  consumer_->fetched_.erase({name_, partition_});
}

std::vector<KafkaMessage> KafkaConsumer::Feed::Take(size_t max) {
  std::vector<rd_kafka_message_t*> raw(max);
  const ssize_t count = rd_kafka_consume_batch_queue(queue_.get(), 0, raw.data(), max);
  std::vector<KafkaMessage> messages;
  for (ssize_t i = 0; i < count; ++i) messages.emplace_back(raw[static_cast<size_t>(i)]);
  return messages;
}

}  // namespace meridian

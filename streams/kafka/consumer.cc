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

std::optional<KafkaConsumer::Fetched> KafkaConsumer::Feed::Take() {
  // As events: the other ways of polling swallow that a topic is gone.
  const KafkaEvent event(rd_kafka_queue_poll(queue_.get(), 0));
  if (!event) return std::nullopt;
  Fetched fetched;
  fetched.record.partition = partition_;
  if (rd_kafka_event_type(event.get()) != RD_KAFKA_EVENT_FETCH) {
    fetched.error = rd_kafka_event_error(event.get());
    const KafkaTopicPartition at(rd_kafka_event_topic_partition(event.get()));
    if (at) fetched.record.offset = at->offset;
    return fetched;
  }
  const rd_kafka_message_t* message = rd_kafka_event_message_next(event.get());
  fetched.error = message->err;
  fetched.record.offset = message->offset;
  if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) return fetched;
  fetched.record.timestamp_millis = rd_kafka_message_timestamp(message, nullptr);
  fetched.record.payload.assign(static_cast<const char*>(message->payload), message->len);
  return fetched;
}

}  // namespace meridian

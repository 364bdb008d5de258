// Owned librdkafka objects: the one place that names its destroy functions.
//
// Anything that outlives its client (a message, a topic, a list) makes rd_kafka_destroy hang for
// ever, so nothing of librdkafka's is held otherwise. Private to this folder.
#pragma once

#include <librdkafka/rdkafka.h>

#include <memory>

namespace meridian {

template <auto Free>
struct Freer {
  template <class T>
  void operator()(T* object) const noexcept {
    Free(object);
  }
};
template <class T, auto Free>
using Handle = std::unique_ptr<T, Freer<Free>>;

using KafkaHandle = Handle<rd_kafka_t, rd_kafka_destroy>;
using KafkaConf = Handle<rd_kafka_conf_t, rd_kafka_conf_destroy>;
using KafkaTopic = Handle<rd_kafka_topic_t, rd_kafka_topic_destroy>;
using KafkaQueue = Handle<rd_kafka_queue_t, rd_kafka_queue_destroy>;
using KafkaEvent = Handle<rd_kafka_event_t, rd_kafka_event_destroy>;
using KafkaTopicPartition = Handle<rd_kafka_topic_partition_t, rd_kafka_topic_partition_destroy>;
using KafkaMetadata = Handle<const rd_kafka_metadata_t, rd_kafka_metadata_destroy>;
using KafkaNewTopic = Handle<rd_kafka_NewTopic_t, rd_kafka_NewTopic_destroy>;
using KafkaAdminOptions = Handle<rd_kafka_AdminOptions_t, rd_kafka_AdminOptions_destroy>;

}  // namespace meridian

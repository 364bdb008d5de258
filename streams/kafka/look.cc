#include "streams/kafka/look.h"

namespace meridian {
namespace {

template <class T>
UniqueFunction<void()> Answer(UniqueFunction<void(Result<T>)>& done, Result<T> result) {
  return
      [done = std::move(done), result = std::move(result)]() mutable { done(std::move(result)); };
}

}  // namespace

UniqueFunction<void()> KafkaLook::Take() {
  if (!feed) return nullptr;
  for (const KafkaMessage& message : feed->Take(1)) {
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR &&
        message->err != RD_KAFKA_RESP_ERR__PARTITION_EOF &&
        message->err != RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET) {
      Error error = KafkaError(message->err, topic + "/" + std::to_string(partition));
      // What passes with time is waited for, up to the deadline.
      if (error.code == Errc::kUnavailable) return nullptr;
      return Fail(std::move(error));
    }
    return tail_done ? TakeTail(*message) : TakeEnd(*message);
  }
  return nullptr;
}

UniqueFunction<void()> KafkaLook::TakeTail(const rd_kafka_message_t& message) {
  using Tail = std::optional<BusRecord>;
  // Retention took the last record, or there was none.
  if (message.err != RD_KAFKA_RESP_ERR_NO_ERROR) return Answer<Tail>(tail_done, Tail());
  const char* bytes = static_cast<const char*>(message.payload);
  return Answer<Tail>(
      tail_done, Tail(BusRecord{.partition = partition,
                                .offset = message.offset,
                                .timestamp_millis = rd_kafka_message_timestamp(&message, nullptr),
                                .payload = std::string(bytes, message.len)}));
}

UniqueFunction<void()> KafkaLook::TakeEnd(const rd_kafka_message_t& message) {
  // A record that came meanwhile begins where the end was; so does the end itself.
  return Answer<int64_t>(end_done, message.offset);
}

UniqueFunction<void()> KafkaLook::Fail(Error error) {
  if (tail_done) return Answer<std::optional<BusRecord>>(tail_done, std::move(error));
  return Answer<int64_t>(end_done, std::move(error));
}

}  // namespace meridian

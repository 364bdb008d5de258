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
  while (feed) {
    auto fetched = feed->Take();
    if (!fetched) return nullptr;
    const rd_kafka_resp_err_t error = fetched->error;
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR || error == RD_KAFKA_RESP_ERR__PARTITION_EOF ||
        error == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET) {
      return tail_done ? TakeTail(*std::move(fetched)) : TakeEnd(*std::move(fetched));
    }
    Error failure = KafkaError(error, topic + "/" + std::to_string(partition));
    // What passes with time is waited for, up to the deadline.
    if (failure.code != Errc::kUnavailable) return Fail(std::move(failure));
  }
  return nullptr;
}

UniqueFunction<void()> KafkaLook::TakeTail(KafkaConsumer::Fetched fetched) {
  using Tail = std::optional<BusRecord>;
  // Retention took the last record, or there was none.
  if (fetched.error != RD_KAFKA_RESP_ERR_NO_ERROR) return Answer<Tail>(tail_done, Tail());
  return Answer<Tail>(tail_done, Tail(std::move(fetched.record)));
}

UniqueFunction<void()> KafkaLook::TakeEnd(KafkaConsumer::Fetched fetched) {
  // A record that came meanwhile is where the end was.
  return Answer<int64_t>(end_done, fetched.record.offset);
}

UniqueFunction<void()> KafkaLook::Fail(Error error) {
  if (tail_done) return Answer<std::optional<BusRecord>>(tail_done, std::move(error));
  return Answer<int64_t>(end_done, std::move(error));
}

}  // namespace meridian

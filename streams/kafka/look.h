// KafkaLook: one look at the end of one partition: its last record, or the offset behind it.
// Private to this folder.
//
// librdkafka 2.0 can ask for the end of a partition only by waiting; fetching the last record, or
// what comes behind it, says the same without.
//
// Threads: confined to the AsioScheduler.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "streams/bus.h"
#include "streams/kafka/consumer.h"

namespace meridian {

struct KafkaLook {
  std::string topic;
  int32_t partition = 0;
  // Exactly one of the two.
  UniqueFunction<void(Result<std::optional<BusRecord>>)> tail_done;
  UniqueFunction<void(Result<int64_t>)> end_done;
  int ticks_left = 0;  // Then it is kUnavailable.
  std::unique_ptr<KafkaConsumer::Feed> feed;

  int64_t StartOffset() const { return tail_done ? RD_KAFKA_OFFSET_TAIL(1) : RD_KAFKA_OFFSET_END; }
  // The answer, to be called by the caller once it has let go of this; empty: not yet.
  UniqueFunction<void()> Take();
  UniqueFunction<void()> Fail(Error error);

 private:
  UniqueFunction<void()> TakeTail(KafkaConsumer::Fetched fetched);
  UniqueFunction<void()> TakeEnd(KafkaConsumer::Fetched fetched);
};

}  // namespace meridian

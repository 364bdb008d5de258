#include "streams/kafka/follow.h"

namespace meridian {
KafkaFollow::KafkaFollow(std::string topic, const std::map<int32_t, int64_t>& from,
                         RecordHandler& handler)
    : topic_(std::move(topic)), handler_(&handler) {
  static_assert(Bus::kFromStart == RD_KAFKA_OFFSET_BEGINNING);
  static_assert(Bus::kFromEnd == RD_KAFKA_OFFSET_END);
  for (const auto& [partition, offset] : from) readers_[partition].next = offset;
}

void KafkaFollow::Start(const StartFeed& start) {
  if (handler_ == nullptr) return;
  for (auto& [partition, reader] : readers_) {
    if (reader.feed || reader.ended) continue;
    auto feed = start(topic_, partition, reader.next);
    if (feed) reader.feed = *std::move(feed);  // Else the next tick tries again.
  }
}

bool KafkaFollow::Deliver(size_t budget) {
  for (auto& [partition, reader] : readers_) {
    if (!DeliverPartition(reader, &budget)) return false;
    if (budget == 0) return true;
  }
  return false;
}

// False if the handler ended this, and with it the reader.
bool KafkaFollow::DeliverPartition(Reader& reader, size_t* budget) {
  while (*budget > 0 && reader.feed && !reader.paused) {
    auto fetched = reader.feed->Take();
    if (!fetched) break;
    --*budget;
    OnFetched(reader, *std::move(fetched));
    if (handler_ == nullptr) return false;
  }
  return true;
}

void KafkaFollow::OnFetched(Reader& reader, KafkaConsumer::Fetched fetched) {
  const int32_t partition = fetched.record.partition;
  if (fetched.error == RD_KAFKA_RESP_ERR_NO_ERROR) {
    reader.told_away = false;
    reader.next = fetched.record.offset + 1;
    return handler_->OnRecord(std::move(fetched.record));
  }
  if (fetched.error == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
    reader.told_away = false;
    return handler_->OnCaughtUp(partition);
  }
  Error error = KafkaError(fetched.error, topic_ + "/" + std::to_string(partition));
  if (error.code == Errc::kNotFound) {
    reader.ended = true;
    reader.feed.reset();
  }
  handler_->OnError(partition, error);
}

void KafkaFollow::Away(const rd_kafka_t* client) {
  for (auto& [partition, reader] : readers_) {
    if (!reader.feed || reader.feed->consumer()->client() != client) continue;
    if (std::exchange(reader.told_away, true)) continue;
    handler_->OnError(partition, {Errc::kUnavailable, "all brokers are away"});
    if (handler_ == nullptr) return;
  }
}

void KafkaFollow::End() {
  handler_ = nullptr;
  for (auto& [partition, reader] : readers_) reader.feed.reset();
}

void KafkaFollow::SetPaused(int32_t partition, bool paused) {
  const auto found = readers_.find(partition);
  if (found != readers_.end()) found->second.paused = paused;
}

}  // namespace meridian

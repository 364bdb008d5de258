// KafkaFollow: some partitions of a topic on their way to one RecordHandler. Private to this
// folder.
//
// Threads: confined to the AsioScheduler. The handler may end this from within its calls.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "streams/bus.h"
#include "streams/kafka/consumer.h"

namespace meridian {

class KafkaFollow {
 public:
  using StartFeed = std::function<Result<std::unique_ptr<KafkaConsumer::Feed>>(
      const std::string& topic, int32_t partition, int64_t offset)>;

  KafkaFollow(std::string topic, const std::map<int32_t, int64_t>& from, RecordHandler& handler);

  // Starts what isn't being fetched and should be.
  void Start(const StartFeed& start);
  // Delivers about `budget` records at most; false: all that has come was delivered.
  bool Deliver(size_t budget);
  // Tells the handler, once until records come again, that the cluster is away.
  void Away(const rd_kafka_t* client);
  void End();
  void SetPaused(int32_t partition, bool paused);

 private:
  struct Reader {
    int64_t next = 0;  // Offset as in Bus::Subscribe.
    std::unique_ptr<KafkaConsumer::Feed> feed;
    bool paused = false;
    bool ended = false;
    bool told_away = false;
  };

  bool DeliverPartition(Reader& reader, size_t* budget);
  void OnFetched(Reader& reader, KafkaConsumer::Fetched fetched);

  const std::string topic_;
  RecordHandler* handler_;  // nullptr once ended.
  std::map<int32_t, Reader> readers_;
};

}  // namespace meridian

// KafkaProducer: one idempotent producer, from its making to its first error. Private to this
// folder.
//
// After the first error of any record nothing more is sent, so that order has no hole, and every
// record still waiting is an error too.
//
// Threads: confined to the AsioScheduler.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "storage/base/scheduler.h"
#include "streams/bus.h"
#include "streams/kafka/client.h"
#include "streams/kafka/waker.h"

namespace meridian {

class KafkaProducer {
 public:
  using Done = UniqueFunction<void(Result<int64_t>)>;
  using Answer = std::pair<Done, Result<int64_t>>;
  using TopicsDone = UniqueFunction<void(Status)>;

  static Result<std::unique_ptr<KafkaProducer>> Make(const KafkaOptions& options, Waker& waker);
  ~KafkaProducer();

  void Produce(const std::string& topic, int32_t partition, std::string payload, Done done);
  void MakeTopics(const std::vector<TopicSpec>& topics, TopicsDone done);
  size_t in_flight() const { return pending_.size(); }
  // Serve has answers that no event will announce.
  bool failed() const { return failure_.code != Errc::kUnset; }

  // What has come to an end, to be called by the caller. Nothing is called from here.
  struct Served {
    std::vector<Answer> answers;
    std::vector<std::pair<TopicsDone, Status>> topics;
    bool empty() const { return answers.empty() && topics.empty(); }
  };
  Served Serve();
  // Every pending call ends with `code`.
  Served Abandon(Errc code);
  // Gives up the client, whose destruction takes a while.
  KafkaHandle Release();

 private:
  struct Record {
    uint64_t id = 0;
    std::string topic;
    int32_t partition = 0;
    std::string payload;
  };

  KafkaProducer(KafkaHandle client, Waker& waker);
  // False: the client's own queue is full.
  bool Send(const Record& record);
  void OnReports(rd_kafka_event_t* event, Served* served);
  void OnTopics(rd_kafka_event_t* event, Served* served);
  void Fail(Error error);

  KafkaHandle client_;  // Before all that belongs to it.
  std::map<std::string, KafkaTopic> topics_;
  AttachedQueue main_;

  uint64_t last_id_ = 0;
  std::map<uint64_t, Done> pending_;
  std::map<uint64_t, TopicsDone> pending_topics_;
  std::deque<Record> overflow_;  // What the client's queue had no room for.
  Error failure_;                // Code kUnset while all is well.
};

}  // namespace meridian

#include "streams/kafka/producer.h"

#include "storage/base/log.h"

namespace meridian {
namespace {

constexpr int kCreateTimeoutMillis = 10000;
constexpr int kPurge =
    RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT | RD_KAFKA_PURGE_F_NON_BLOCKING;

void* OpaqueOf(uint64_t id) { return reinterpret_cast<void*>(id); }
uint64_t IdOf(void* opaque) { return reinterpret_cast<uint64_t>(opaque); }

Status StatusOf(const rd_kafka_CreateTopics_result_t* result) {
  size_t count = 0;
  const rd_kafka_topic_result_t** topics = rd_kafka_CreateTopics_result_topics(result, &count);
  for (size_t i = 0; i < count; ++i) {
    const rd_kafka_resp_err_t error = rd_kafka_topic_result_error(topics[i]);
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR || error == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) {
      continue;
    }
    Error failed = KafkaError(error, rd_kafka_topic_result_name(topics[i]));
    if (const char* text = rd_kafka_topic_result_error_string(topics[i])) {
      failed.message += std::string(" (") + text + ")";
    }
    return failed;
  }
  return OkStatus();
}

}  // namespace

Result<std::unique_ptr<KafkaProducer>> KafkaProducer::Make(const KafkaOptions& options,
                                                           Waker& waker) {
  TRY(KafkaHandle client, NewKafkaProducer(options));
  return std::unique_ptr<KafkaProducer>(new KafkaProducer(std::move(client), waker));
}

KafkaProducer::KafkaProducer(KafkaHandle client, Waker& waker)
    : client_(std::move(client)),
      main_(waker.Attach(KafkaQueue(rd_kafka_queue_get_main(client_.get())))) {}

KafkaProducer::~KafkaProducer() {
  if (client_) rd_kafka_purge(client_.get(), kPurge);
}

KafkaHandle KafkaProducer::Release() {
  rd_kafka_purge(client_.get(), kPurge);
  topics_.clear();
  { const AttachedQueue gone = std::move(main_); }
  return std::move(client_);
}

void KafkaProducer::Produce(const std::string& topic, int32_t partition, std::string payload,
                            Done done) {
  Record record{++last_id_, topic, partition, std::move(payload)};
  pending_.emplace(record.id, std::move(done));
  if (failure_.code != Errc::kUnset) return;
  if (!overflow_.empty() || !Send(record)) overflow_.push_back(std::move(record));
}

bool KafkaProducer::Send(const Record& record) {
  KafkaTopic& topic = topics_[record.topic];
  if (!topic) topic.reset(rd_kafka_topic_new(client_.get(), record.topic.c_str(), nullptr));
  const auto payload = const_cast<char*>(record.payload.data());  // Only read: it is copied.
  if (topic && rd_kafka_produce(topic.get(), record.partition, RD_KAFKA_MSG_F_COPY, payload,
                                record.payload.size(), nullptr, 0, OpaqueOf(record.id)) == 0) {
    return true;
  }
  const rd_kafka_resp_err_t error = rd_kafka_last_error();
  if (error == RD_KAFKA_RESP_ERR__QUEUE_FULL) return false;
  Fail(KafkaError(error, record.topic));
  return true;
}

void KafkaProducer::Fail(Error error) {
  if (failure_.code != Errc::kUnset) return;
  LogWarn("kafka.producer_failed", {{"cause", error.message}});
  failure_ = {Errc::kUnavailable, std::move(error.message)};
  overflow_.clear();
  rd_kafka_purge(client_.get(), kPurge);
}

void KafkaProducer::MakeTopics(const std::vector<TopicSpec>& topics, TopicsDone done) {
  const uint64_t id = ++last_id_;
  pending_topics_.emplace(id, std::move(done));
  std::vector<KafkaNewTopic> owned;
  std::vector<rd_kafka_NewTopic_t*> raw;
  for (const TopicSpec& spec : topics) {
    owned.emplace_back(
        rd_kafka_NewTopic_new(spec.name.c_str(), spec.partitions, spec.replication, nullptr, 0));
    raw.push_back(owned.back().get());
    for (const auto& [name, value] : spec.config) {
      rd_kafka_NewTopic_set_config(raw.back(), name.c_str(), value.c_str());
    }
  }
  const KafkaAdminOptions options(
      rd_kafka_AdminOptions_new(client_.get(), RD_KAFKA_ADMIN_OP_CREATETOPICS));
  rd_kafka_AdminOptions_set_request_timeout(options.get(), kCreateTimeoutMillis, nullptr, 0);
  rd_kafka_AdminOptions_set_opaque(options.get(), OpaqueOf(id));
  rd_kafka_CreateTopics(client_.get(), raw.data(), raw.size(), options.get(), main_.get());
}

KafkaProducer::Served KafkaProducer::Serve() {
  Served served;
  while (const auto event = KafkaEvent(rd_kafka_queue_poll(main_.get(), 0))) {
    switch (rd_kafka_event_type(event.get())) {
      case RD_KAFKA_EVENT_DR: OnReports(event.get(), &served); break;
      case RD_KAFKA_EVENT_CREATETOPICS_RESULT: OnTopics(event.get(), &served); break;
      default:
        ReportKafkaEvent(event.get());
        if (rd_kafka_event_type(event.get()) == RD_KAFKA_EVENT_ERROR &&
            rd_kafka_event_error(event.get()) == RD_KAFKA_RESP_ERR__FATAL) {
          Fail({Errc::kUnavailable, rd_kafka_event_error_string(event.get())});
        }
    }
  }
  while (failure_.code == Errc::kUnset && !overflow_.empty() && Send(overflow_.front())) {
    if (!overflow_.empty()) overflow_.pop_front();
  }
  if (failure_.code != Errc::kUnset) {
    for (auto& [id, done] : std::exchange(pending_, {})) {
      served.answers.emplace_back(std::move(done), failure_);
    }
  }
  return served;
}

void KafkaProducer::OnReports(rd_kafka_event_t* event, Served* served) {
  while (const rd_kafka_message_t* report = rd_kafka_event_message_next(event)) {
    const auto found = pending_.find(IdOf(report->_private));
    if (found == pending_.end()) continue;
    if (report->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
      Fail(KafkaError(report->err, rd_kafka_topic_name(report->rkt)));
      continue;
    }
    served->answers.emplace_back(std::move(found->second), report->offset);
    pending_.erase(found);
  }
}

void KafkaProducer::OnTopics(rd_kafka_event_t* event, Served* served) {
  const auto found = pending_topics_.find(IdOf(rd_kafka_event_opaque(event)));
  if (found == pending_topics_.end()) return;
  const rd_kafka_resp_err_t error = rd_kafka_event_error(event);
  Status status = error == RD_KAFKA_RESP_ERR_NO_ERROR
                      ? StatusOf(rd_kafka_event_CreateTopics_result(event))
                      : Status(KafkaError(error, "making topics"));
  served->topics.emplace_back(std::move(found->second), std::move(status));
  pending_topics_.erase(found);
}

KafkaProducer::Served KafkaProducer::Abandon(Errc code) {
  const Error error{code, "the producer ended with this in flight"};
  Served served;
  for (auto& [id, done] : std::exchange(pending_, {})) {
    served.answers.emplace_back(std::move(done), error);
  }
  for (auto& [id, done] : std::exchange(pending_topics_, {})) {
    served.topics.emplace_back(std::move(done), error);
  }
  return served;
}

}  // namespace meridian

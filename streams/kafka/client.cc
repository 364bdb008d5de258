#include "streams/kafka/client.h"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/base/log.h"
#include "streams/topics.h"

namespace meridian {
namespace {

using Settings = std::vector<std::pair<std::string, std::string>>;

constexpr int kSyslogWarning = 4;

Settings CommonSettings(const KafkaOptions& options) {
  return {
      {"bootstrap.servers", options.brokers},
      {"client.id", options.client_id},
      {"log.queue", "true"},  // Log lines come as events, not from foreign threads.
      {"log_level", "4"},
      {"log.connection.close", "false"},  // Idle connections close all the time.
      {"socket.nagle.disable", "true"},   // On by default before 2.10.
      {"socket.keepalive.enable", "true"},
      // A peer behind a cut link must be given up within seconds, not after a minute.
      {"socket.timeout.ms", "10000"},
      {"socket.connection.setup.timeout.ms", "5000"},
      {"reconnect.backoff.ms", "50"},
      {"reconnect.backoff.max.ms", "1000"},
      {"allow.auto.create.topics", "false"},
  };
}

Settings ProducerSettings() {
  return {
      {"enable.idempotence", "true"},  // Implies acks=all and at most 5 requests in flight.
      {"enable.gapless.guarantee", "true"},
      {"message.timeout.ms", "0"},  // Never: a message given up would leave a gap.
      {"request.timeout.ms", "10000"},
      {"linger.ms", "1"},
      {"compression.type", "lz4"},
      {"batch.size", "1000000"},
      {"message.max.bytes", std::to_string(kMessageBytesMax)},
      {"queue.buffering.max.kbytes", "65536"},
      {"retry.backoff.ms", "50"},
  };
}

Settings ConsumerSettings() {
  return {
      {"auto.offset.reset", "error"},  // "largest", the default, is silent loss.
      {"enable.auto.commit", "false"},
      {"enable.auto.offset.store", "false"},
      {"auto.commit.enable", "false"},
      {"check.crcs", "true"},
      {"enable.partition.eof", "true"},
      // The long poll of a real broker wakes on data, so waiting costs no latency.
      {"fetch.wait.max.ms", "500"},
      {"fetch.min.bytes", "1"},
      {"fetch.message.max.bytes", "1048576"},
      {"fetch.max.bytes", "8388608"},
      {"fetch.error.backoff.ms", "100"},
      // Of each partition; a paused one holds this much and one fetch more.
      {"queued.min.messages", "1000"},
      {"queued.max.messages.kbytes", "1024"},
      // How long a topic that isn't there may still be being made.
      {"topic.metadata.propagation.max.ms", "3000"},
      {"topic.metadata.refresh.interval.ms", "60000"},
  };
}

Result<KafkaConf> Configure(const KafkaOptions& options, const Settings& own) {
  KafkaConf conf(rd_kafka_conf_new());
  std::array<char, 512> why;
  const auto set = [&](const std::string& name, const std::string& value) -> Status {
    if (rd_kafka_conf_set(conf.get(), name.c_str(), value.c_str(), why.data(), why.size()) ==
        RD_KAFKA_CONF_OK) {
      return OkStatus();
    }
    return Error{Errc::kValidation, std::string("Kafka: ") + why.data()};
  };
  for (const auto& [name, value] : CommonSettings(options)) TRY(set(name, value));
  for (const auto& [name, value] : own) TRY(set(name, value));
  for (const auto& [name, value] : options.settings) TRY(set(name, value));
  return conf;
}

Result<KafkaHandle> NewClient(rd_kafka_type_t type, KafkaConf conf) {
  rd_kafka_conf_set_events(conf.get(),
                           RD_KAFKA_EVENT_DR | RD_KAFKA_EVENT_ERROR | RD_KAFKA_EVENT_LOG);
  std::array<char, 512> why;
  KafkaHandle client(rd_kafka_new(type, conf.get(), why.data(), why.size()));
  if (!client) return Error{Errc::kUnavailable, std::string("Kafka: ") + why.data()};
  conf.release();  // rd_kafka_new owns it, as it succeeded.
  rd_kafka_set_log_queue(client.get(), nullptr);
  return client;
}

}  // namespace

Result<KafkaHandle> NewKafkaProducer(const KafkaOptions& options) {
  TRY(KafkaConf conf, Configure(options, ProducerSettings()));
  return NewClient(RD_KAFKA_PRODUCER, std::move(conf));
}

Result<KafkaHandle> NewKafkaConsumer(const KafkaOptions& options) {
  TRY(KafkaConf conf, Configure(options, ConsumerSettings()));
  return NewClient(RD_KAFKA_CONSUMER, std::move(conf));
}

Status CheckKafkaOptions(const KafkaOptions& options) {
  if (options.brokers.empty()) return Error{Errc::kValidation, "Kafka: no brokers are named"};
  TRY(const auto producer, Configure(options, ProducerSettings()));
  TRY(const auto consumer, Configure(options, ConsumerSettings()));
  return OkStatus();
}

Error KafkaError(rd_kafka_resp_err_t error, const std::string& where) {
  Errc code = Errc::kUnavailable;
  switch (error) {
    case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
    case RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE:
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART: code = Errc::kNotFound; break;
    case RD_KAFKA_RESP_ERR__BAD_MSG:
    case RD_KAFKA_RESP_ERR_INVALID_MSG: code = Errc::kCorrupt; break;
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED: code = Errc::kAccessDenied; break;
    default: break;
  }
  return {code, where + ": " + rd_kafka_err2str(error)};
}

bool ReportKafkaEvent(rd_kafka_event_t* event) {
  switch (rd_kafka_event_type(event)) {
    case RD_KAFKA_EVENT_LOG: {
      const char *facility = "", *text = "";
      int level = kSyslogWarning;
      rd_kafka_event_log(event, &facility, &text, &level);
      // Remarks on settings that are as we want them; failures that come as errors, too.
      const std::string_view about = facility;
      if (about == "CONFWARN" || about == "FAIL") return false;
      LogWarn("kafka.log", {{"facility", facility}, {"text", text}});
      return false;
    }
    case RD_KAFKA_EVENT_ERROR: {
      const rd_kafka_resp_err_t error = rd_kafka_event_error(event);
      LogWarn("kafka.error",
              {{"error", rd_kafka_err2name(error)}, {"text", rd_kafka_event_error_string(event)}});
      return error == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN;
    }
    default: return false;
  }
}

}  // namespace meridian

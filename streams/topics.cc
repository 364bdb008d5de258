#include "streams/topics.h"

#include <algorithm>
#include <charconv>

namespace meridian {
namespace {

constexpr std::string_view kPrefix = "meridian.";
// A heartbeat is worth nothing once newer ones are there; an hour serves for looking back.
constexpr std::chrono::hours kHeartbeatRetention{1};
// DynamoDB keeps stream records for 24 hours.
constexpr std::chrono::hours kStreamRetention{24};

std::string Named(std::string_view region, std::string_view rest) {
  return std::string(kPrefix).append(region).append(rest);
}

std::string MillisOf(std::chrono::hours span) {
  return std::to_string(std::chrono::milliseconds(span).count());
}

// `retention`: nullopt keeps everything.
TopicSpec Spec(std::string name, int32_t partitions, std::optional<std::chrono::hours> retention,
               const TopicOptions& options, bool flushed) {
  TopicSpec spec{.name = std::move(name), .partitions = partitions, .config = {}};
  spec.replication = options.replication;
  spec.config["cleanup.policy"] = "delete";
  spec.config["retention.ms"] = retention ? MillisOf(*retention) : "-1";
  spec.config["retention.bytes"] = "-1";
  spec.config["max.message.bytes"] = std::to_string(kMessageBytesMax);
  // The brokers' time, as Kafka 4 refuses stamps that are an hour ahead.
  spec.config["message.timestamp.type"] = "LogAppendTime";
  if (options.replication >= 3) {
    spec.config["min.insync.replicas"] = "2";
    spec.config["unclean.leader.election.enable"] = "false";
  }
  if (flushed && options.replication == 1) spec.config["flush.messages"] = "1";
  return spec;
}

}  // namespace

std::string LogTopic(std::string_view region, uint64_t epoch) {
  return Named(region, ".log.") + std::to_string(epoch);
}
std::string HeartbeatTopic(std::string_view region) { return Named(region, ".heartbeat"); }
std::string ControlTopic(std::string_view region) { return Named(region, ".control"); }
std::string ConflictsTopic(std::string_view region) { return Named(region, ".conflicts"); }

std::string StreamTopic(std::string_view region, std::string_view table, std::string_view label) {
  std::string name = Named(region, ".stream.").append(table).append(".").append(label);
  std::replace(name.begin(), name.end(), ':', '-');
  return name;
}

std::optional<uint64_t> LogEpochOf(std::string_view topic, std::string_view region) {
  const std::string prefix = Named(region, ".log.");
  if (!topic.starts_with(prefix)) return std::nullopt;
  const std::string_view digits = topic.substr(prefix.size());
  uint64_t epoch = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), epoch);
  if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size()) return std::nullopt;
  if (std::to_string(epoch) != digits) return std::nullopt;
  return epoch;
}

std::vector<TopicSpec> RegionTopics(std::string_view region, uint64_t epoch, int32_t partitions,
                                    const TopicOptions& options) {
  return {
      Spec(LogTopic(region, epoch), partitions, options.retention, options, options.flush_each),
      Spec(HeartbeatTopic(region), 1, kHeartbeatRetention, options, false),
      // The catalog's history is short and a new replica reads it from the start.
      Spec(ControlTopic(region), 1, std::nullopt, options, true),
      Spec(ConflictsTopic(region), 1, options.retention, options, false),
  };
}

TopicSpec StreamTopicSpec(std::string_view region, std::string_view table, std::string_view label,
                          int32_t partitions, const TopicOptions& options) {
  return Spec(StreamTopic(region, table, label), partitions, kStreamRetention, options,
              options.flush_each);
}

}  // namespace meridian

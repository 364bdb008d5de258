// The names and settings of the topics that a region makes in its own Kafka.
//
// A region's topics are made by its node, never automatically, and their partitions never grow in
// place: another number of partitions is another epoch of the log. Retention must cover the longest
// outage of a peer that shall not end in a resync.
//
// Threads: pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "streams/bus.h"

namespace meridian {

// What the brokers of the region can do, and how long the log is kept.
struct TopicOptions {
  std::chrono::hours retention{7 * 24};  // At least an hour.
  int replication = 1;                   // Copies of each record: 1 to the number of brokers.
  // With one copy: an append to the log is on disk before it is acknowledged. Measured on a shared
  // two-core machine, 16 partitions: 74 ms instead of 2 ms for the median acknowledgement. Without
  // it a broker that loses power may lose what it acknowledged; nothing is lost with it, as changes
  // stay in the store until the replicas have them, but the region refuses to go on
  // (streams/log_start.h) until its log begins anew.
  bool flush_each = false;
};

// Kafka's bound on a topic's name.
inline constexpr size_t kTopicNameBytesMax = 249;
// A change of 400 KB with both images, and room for its frame (1 MB is Kafka's own default).
inline constexpr size_t kMessageBytesMax = 2 * 1024 * 1024;

std::string LogTopic(std::string_view region, uint64_t epoch);
std::string HeartbeatTopic(std::string_view region);
std::string ControlTopic(std::string_view region);
std::string ConflictsTopic(std::string_view region);
// `label` is the stream's; its colons, which Kafka refuses in names, become dashes.
std::string StreamTopic(std::string_view region, std::string_view table, std::string_view label);

// The epoch of a log topic of `region`; nullopt if `topic` isn't one.
std::optional<uint64_t> LogEpochOf(std::string_view topic, std::string_view region);

// Every topic that a region needs before its first write: log of `epoch` with `partitions`
// partitions, heartbeat, control, conflicts.
std::vector<TopicSpec> RegionTopics(std::string_view region, uint64_t epoch, int32_t partitions,
                                    const TopicOptions& options);
TopicSpec StreamTopicSpec(std::string_view region, std::string_view table, std::string_view label,
                          int32_t partitions, const TopicOptions& options);

}  // namespace meridian

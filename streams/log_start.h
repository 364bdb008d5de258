// LogStart: may this region go on writing its log? Asked before the first write, and after each
// loss of the producer.
//
// The store must cover what the log says was written, and the log must hold what the store knows
// was published; anything else means an older disk, another data directory or a Kafka that lost
// data, and writing on would fork or tear the log. JudgeLog is that decision, pure. LogCheck makes
// the topics, reads every tail and judges each. LogStart repeats a check until Kafka can be read.
//
// Threads: confined to the Bus's Scheduler.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>

#include "storage/base/scheduler.h"
#include "storage/table/change.h"
#include "streams/bus.h"
#include "streams/tail_reader.h"
#include "streams/topics.h"

namespace meridian {

// The log that this node writes.
struct LogIdentity {
  Origin origin;
  uint64_t epoch = 1;
  uint16_t partitions = 16;  // P.
  TopicOptions topics;

  // Where the changes of `partition` go.
  std::string TopicOf(Partition partition) const;
  int32_t KafkaPartitionOf(Partition partition) const;
};

// What the store says of one partition.
struct StoredLog {
  uint64_t last = 0;       // Sequence of the last change committed; 0: none.
  uint64_t published = 0;  // Every change up to this one was acknowledged by Kafka.
};

enum class LogVerdict : uint8_t {
  kGoOn,              // The log ends between `published` and `last`, or retention emptied it.
  kLogAhead,          // It has changes that the store doesn't know: an older disk.
  kLogBehind,         // It misses changes that were published: Kafka lost them.
  kGap,               // The store's own numbers contradict each other.
  kOtherRegion,       // Another region writes to this topic.
  kOtherIncarnation,  // It was written from another data directory.
  kOtherEpoch,        // A later epoch was written.
  kOtherPartitions,   // It was written with another number of partitions.
};
LogVerdict JudgeLog(const PartitionTail& tail, const StoredLog& stored,
                    const LogIdentity& identity);
// The error of a refusal, for the operator. Requires: verdict != kGoOn.
Error RefusalOf(LogVerdict verdict, Partition partition, const PartitionTail& tail,
                const StoredLog& stored, const LogIdentity& identity);

// For each partition, the sequence up to which the log has everything.
using LogProgress = std::map<Partition, uint64_t>;

// Every partition of `source` as stored; the published sequences follow from the durable cursors.
Result<std::map<Partition, StoredLog>> ReadStoredLog(ChangeSource& source);

// One look at everything. Destroying it ends it uncalled.
class LogCheck {
 public:
  // `bus` and `source` must outlive this. `published_at_least`: what is known beyond the cursors.
  // `done` gets kUnavailable when Kafka cannot be read now, kInUse when going on is refused.
  LogCheck(ChangeSource& source, Bus& bus, LogIdentity identity, LogProgress published_at_least,
           UniqueFunction<void(Result<LogProgress>)> done);
  ~LogCheck();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

// `start.without_log`: what to do while Kafka cannot be read at the start.
enum class WithoutLog : uint8_t { kWait, kGoOn };

// Checks at the start of the node, again and again as long as Kafka is away.
class LogStart {
 public:
  LogStart(ChangeSource& source, Bus& bus, Scheduler& scheduler, LogIdentity identity,
           WithoutLog without_log);
  ~LogStart();

  // `done` gets OK when writes may begin, kInUse when this node must not start. With kGoOn an
  // unreadable log is OK after the first look; the Publisher checks again before it writes.
  void Run(UniqueFunction<void(Status)> done);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace meridian

// ConflictSink: each conflict as one message of the conflicts topic, for operators and repair
// tools.
//
// The payload is a change frame (AppendChange). After a crash a conflict may be there twice:
// readers know it by table, key and the loser's version.
//
// Threads: confined to the follower's Scheduler.
#pragma once

#include "streams/sink_strategy.h"
#include "streams/topics.h"

namespace meridian {

class ConflictSink final : public SinkStrategy {
 public:
  explicit ConflictSink(std::string_view region) : topic_(ConflictsTopic(region)) {}

  Sink sink() const override { return Sink::kConflicts; }
  Message Pack(Partition, const std::deque<ChangePtr>& waiting) override {
    Message message{topic_, 0, {}, 1};
    AppendChange(*waiting.front(), /*for_log=*/true, &message.payload);
    return message;
  }

 private:
  const std::string topic_;
};

}  // namespace meridian

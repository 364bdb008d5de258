// SinkStrategy: what is particular to one reader of the change log: where its changes go, and as
// what bytes. The following itself (SinkFollower) is the same for all.
//
// Threads: confined to the follower's Scheduler.
#pragma once

#include <deque>
#include <string>

#include "storage/table/change.h"

namespace meridian {

class SinkStrategy {
 public:
  struct Message {
    std::string topic;
    int32_t partition = 0;  // Of the topic.
    std::string payload;
    size_t changes = 0;  // How many from the front it holds; at least one.
  };

  virtual ~SinkStrategy() = default;
  virtual Sink sink() const = 0;
  // Makes one message of the first changes in `waiting` (not empty), which are of `partition`.
  virtual Message Pack(Partition partition, const std::deque<ChangePtr>& waiting) = 0;
};

}  // namespace meridian

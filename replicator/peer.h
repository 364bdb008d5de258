// Peer: the port through which regions ask each other what isn't a log: snapshots and digests.
//
// Requests and answers are bytes (replicator/peer_codec.h); how they travel, and how the two ends
// prove who they are, is the node's affair. It never carries new writes.
//
// Threads: Call on the replicator's Scheduler; `done` comes there too.
#pragma once

#include <string>

#include "storage/base/result.h"
#include "storage/base/scheduler.h"

namespace meridian {

inline constexpr char kPeerSnapshot[] = "snapshot";
inline constexpr char kPeerDigest[] = "digest";

class Peer {
 public:
  virtual ~Peer() = default;
  // Errors: the far side's own, and kUnavailable or kTimeout when it can't be reached.
  virtual void Call(std::string region, std::string method, std::string request,
                    UniqueFunction<void(Result<std::string>)> done) = 0;
};

}  // namespace meridian

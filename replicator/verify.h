// Verify: do all replicas of a table hold the same, at a common cut?
//
// The cut W is the least watermark that this region believes; every region answers once it has
// applied everything up to W. Their bucket digests are compared; where they differ, the keys are,
// without those that some region has already written above W. A difference must stay through
// several looks, each with a later cut, before it counts.
//
// Threads: confined to the replicator's Scheduler.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "replicator/options.h"
#include "replicator/peer.h"
#include "replicator/peer_codec.h"
#include "replicator/tether.h"
#include "storage/base/clock.h"

namespace meridian {

struct VerifyReport {
  struct PartitionDigest {
    std::string region;
    Partition partition{0};
    uint64_t items = 0;
    std::string digest;  // 32 hex digits.
  };
  struct Range {
    Partition partition{0};
    uint32_t first_slot = 0;
    uint32_t last_slot = 0;
    size_t keys = 0;                   // That differ.
    std::vector<std::string> regions;  // Between which.
  };
  bool consistent = false;
  HybridTime cut;                        // Of the last look at any partition.
  std::vector<PartitionDigest> digests;  // By partition, then region.
  std::vector<Range> differing;
};

class Verify {
 public:
  struct Ports {
    Scheduler& scheduler;
    const MonotonicClock& clock;
    Peer& peer;  // Also answers for this region itself.
    uint16_t partitions;
    ReplicatorOptions options;
    std::function<HybridTime()> cut;  // W, now.
  };
  // `regions`: with an active replica, this one among them. `done` is called once and may destroy
  // this; kUnavailable: a region could not be asked, or did not reach the cut in time.
  Verify(TableId table, std::vector<std::string> regions, Ports ports,
         UniqueFunction<void(Result<VerifyReport>)> done);

  void Start();

 private:
  using Replies = std::map<std::string, DigestReply>;
  // Asks every region about the partition at `cut_`; `then` gets all replies.
  void Ask(std::vector<uint32_t> keys_of, std::function<void(Replies)> then);
  void AskOne(const std::string& region, const DigestRequest& request,
              std::shared_ptr<Replies> replies, std::function<void(Replies)> then);
  void Look();
  void Compare(const Replies& replies);
  void CompareKeys(const std::vector<uint32_t>& buckets, const Replies& replies);
  void Next();
  void Fail(const Error& error);

  const TableId table_;
  const std::vector<std::string> regions_;
  const Ports ports_;
  UniqueFunction<void(Result<VerifyReport>)> done_;
  VerifyReport report_;
  size_t partition_ = 0;
  size_t attempt_ = 0;
  HybridTime cut_;
  std::chrono::nanoseconds deadline_{0};
  Tether tether_;
};

}  // namespace meridian

// Digest: a partition of a table in a few numbers, equal in every region that holds the same.
//
// Buckets are equal ranges of the partition's slots; each sums a hash of every live item's key,
// version and value, so order doesn't matter. States that settle above the cut are left out:
// another region may not have them yet. So are tombstones, always: one region may have purged what
// another hasn't, and a tombstone that meets a live item shows as a missing item anyway.
//
// Threads: confined to one.
#pragma once

#include <set>

#include "replicator/peer_codec.h"

namespace meridian {

inline constexpr uint32_t kDigestBuckets = 16;

// The bucket of `slot`, which is in `partition`.
uint32_t DigestBucketOf(Slot slot, Partition partition, uint16_t partitions);
// The first and last slot of a bucket; first > last if it is empty.
std::pair<uint32_t, uint32_t> SlotsOfDigestBucket(uint32_t bucket, Partition partition,
                                                  uint16_t partitions);

class DigestBuilder {
 public:
  DigestBuilder(const DigestRequest& request, uint16_t partitions);

  void Add(Slot slot, std::string_view key, const ItemState& state);
  DigestReply Take() { return std::move(reply_); }

 private:
  const DigestRequest request_;
  const std::set<uint32_t> keys_of_;
  const uint16_t partitions_;
  DigestReply reply_;
};

}  // namespace meridian

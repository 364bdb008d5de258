#include "replicator/digest.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

namespace meridian {
namespace {

void AppendNumber(uint64_t number, std::string* out) {
  for (int shift = 56; shift >= 0; shift -= 8) out->push_back(static_cast<char>(number >> shift));
}

void AppendBytes(std::string_view bytes, std::string* out) {
  AppendNumber(bytes.size(), out);
  out->append(bytes);
}

XXH128_hash_t HashOf(std::string_view key, const ItemState& state) {
  std::string bytes;
  bytes.reserve(key.size() + state.value->bytes.size() + 96);
  AppendBytes(key, &bytes);
  AppendNumber(state.version.policy_epoch, &bytes);
  AppendNumber(state.version.time.bits, &bytes);
  AppendBytes(state.version.origin.region, &bytes);
  AppendNumber(state.version.origin.incarnation, &bytes);
  AppendNumber(static_cast<uint64_t>(state.value->codec), &bytes);
  AppendNumber(state.value->key_id, &bytes);
  AppendBytes(state.value->bytes, &bytes);
  AppendBytes(state.merge_state, &bytes);
  return XXH3_128bits(bytes.data(), bytes.size());
}

}  // namespace

uint32_t DigestBucketOf(Slot slot, Partition partition, uint16_t partitions) {
  const PartitionMap map{.partitions = partitions};
  const uint32_t first = map.FirstSlot(static_cast<uint16_t>(partition));
  const uint32_t count = map.FirstSlot(static_cast<uint16_t>(partition) + 1u) - first;
  return (static_cast<uint32_t>(slot) - first) * kDigestBuckets / count;
}

std::pair<uint32_t, uint32_t> SlotsOfDigestBucket(uint32_t bucket, Partition partition,
                                                  uint16_t partitions) {
  const PartitionMap map{.partitions = partitions};
  const uint32_t first = map.FirstSlot(static_cast<uint16_t>(partition));
  const uint32_t count = map.FirstSlot(static_cast<uint16_t>(partition) + 1u) - first;
  const auto begin = [&](uint32_t b) {
    return first + (b * count + kDigestBuckets - 1) / kDigestBuckets;
  };
  return {begin(bucket), begin(bucket + 1) - 1};
}

DigestBuilder::DigestBuilder(const DigestRequest& request, uint16_t partitions)
    : request_(request),
      keys_of_(request.keys_of.begin(), request.keys_of.end()),
      partitions_(partitions) {
  reply_.buckets.resize(kDigestBuckets);
}

void DigestBuilder::Add(Slot slot, std::string_view key, const ItemState& state) {
  const uint32_t bucket = DigestBucketOf(slot, request_.partition, partitions_);
  const bool in_flight = state.version.settles() > request_.cut;
  XXH128_hash_t hash{};
  if (state.live()) hash = HashOf(key, state);
  if (state.live() && !in_flight) {
    BucketDigest& digest = reply_.buckets[bucket];
    digest.low += hash.low64;
    digest.high += hash.high64;
    ++digest.items;
  }
  if (!keys_of_.contains(bucket)) return;
  reply_.keys.push_back({.place = {false, slot, std::string(key)},
                         .digest = state.live() ? std::max<uint64_t>(hash.low64, 1) : 0,
                         .in_flight = in_flight});
}

}  // namespace meridian

#include "replicator/verify.h"

#include <algorithm>
#include <cstdio>
#include <set>

#include "replicator/digest.h"

namespace meridian {
namespace {

VerifyReport::PartitionDigest Summed(const std::string& region, Partition partition,
                                     const DigestReply& reply) {
  VerifyReport::PartitionDigest sum{.region = region, .partition = partition};
  uint64_t low = 0;
  uint64_t high = 0;
  for (const BucketDigest& bucket : reply.buckets) {
    low += bucket.low;
    high += bucket.high;
    sum.items += bucket.items;
  }
  char hex[33];
  std::snprintf(hex, sizeof(hex), "%016llx%016llx", static_cast<unsigned long long>(high),
                static_cast<unsigned long long>(low));
  sum.digest = hex;
  return sum;
}

}  // namespace

Verify::Verify(TableId table, std::vector<std::string> regions, Ports ports,
               UniqueFunction<void(Result<VerifyReport>)> done)
    : table_(table),
      regions_(std::move(regions)),
      ports_(std::move(ports)),
      done_(std::move(done)),
      tether_(ports_.scheduler) {}

void Verify::Start() {
  deadline_ = ports_.clock.Now() + ports_.options.verify_timeout;
  Look();
}

void Verify::Look() {
  cut_ = ports_.cut();
  Ask({}, [this](const Replies& replies) { Compare(replies); });
}

void Verify::Ask(std::vector<uint32_t> keys_of, std::function<void(Replies)> then) {
  const DigestRequest request{.table = table_,
                              .partition = Partition{static_cast<uint16_t>(partition_)},
                              .cut = cut_,
                              .keys_of = std::move(keys_of)};
  auto replies = std::make_shared<Replies>();
  for (const std::string& region : regions_) AskOne(region, request, replies, then);
}

void Verify::AskOne(const std::string& region, const DigestRequest& request,
                    std::shared_ptr<Replies> replies, std::function<void(Replies)> then) {
  ports_.peer.Call(
      region, kPeerDigest, EncodeDigestRequest(request),
      tether_.Guard<Result<std::string>>([this, region, request, replies,
                                          then](Result<std::string> answer) {
        if (!done_) return;
        auto reply = answer ? DecodeDigestReply(*answer) : Result<DigestReply>(answer.error());
        const bool wait = reply ? !reply->not_yet.empty()
                                : reply.error().code == Errc::kUnavailable ||
                                      reply.error().code == Errc::kTimeout;
        if (reply && !wait) {
          (*replies)[region] = *std::move(reply);
          if (replies->size() == regions_.size()) then(std::move(*replies));
          return;
        }
        const std::string cause = reply ? reply->not_yet : reply.error().message;
        if (!wait || ports_.clock.Now() >= deadline_) {
          return Fail({Errc::kUnavailable, "Region " + region + " can't be compared: " + cause});
        }
        tether_.After(ports_.options.retry_delay, [this, region, request, replies, then] {
          if (done_) AskOne(region, request, replies, then);
        });
      }));
}

void Verify::Compare(const Replies& replies) {
  std::vector<uint32_t> differing;
  for (uint32_t bucket = 0; bucket < kDigestBuckets; ++bucket) {
    const auto differs = [&](const auto& reply) {
      return reply.second.buckets.size() != kDigestBuckets ||
             reply.second.buckets[bucket] != replies.begin()->second.buckets.at(bucket);
    };
    if (replies.begin()->second.buckets.size() != kDigestBuckets ||
        std::ranges::any_of(replies, differs)) {
      differing.push_back(bucket);
    }
  }
  std::erase_if(report_.digests, [&](const auto& digest) {
    return static_cast<uint16_t>(digest.partition) == partition_;
  });
  for (const auto& [region, reply] : replies) {
    report_.digests.push_back(Summed(region, Partition{static_cast<uint16_t>(partition_)}, reply));
  }
  if (differing.empty()) return Next();
  Ask(differing, [this, differing](const Replies& keys) { CompareKeys(differing, keys); });
}

void Verify::CompareKeys(const std::vector<uint32_t>& buckets, const Replies& replies) {
  const auto partition = Partition{static_cast<uint16_t>(partition_)};
  std::set<KeyPlace> in_flight;
  // An absent key and a tombstone both count as 0.
  std::map<KeyPlace, std::map<std::string, uint64_t>> held;
  for (const auto& [region, reply] : replies) {
    for (const KeyDigest& key : reply.keys) {
      if (key.in_flight) in_flight.insert(key.place);
      held[key.place][region] = key.digest;
    }
  }
  std::map<uint32_t, VerifyReport::Range> ranges;
  for (const auto& [place, digests] : held) {
    if (in_flight.contains(place)) continue;
    std::map<uint64_t, std::string> distinct;
    for (const std::string& region : regions_) {
      const auto digest = digests.find(region);
      distinct.emplace(digest == digests.end() ? 0 : digest->second, region);
    }
    if (distinct.size() < 2) continue;
    const uint32_t bucket = DigestBucketOf(place.slot, partition, ports_.partitions);
    if (std::ranges::count(buckets, bucket) == 0) continue;
    VerifyReport::Range& range = ranges[bucket];
    range.partition = partition;
    std::tie(range.first_slot, range.last_slot) =
        SlotsOfDigestBucket(bucket, partition, ports_.partitions);
    ++range.keys;
    range.regions = regions_;
  }
  if (ranges.empty()) return Next();
  if (++attempt_ < ports_.options.verify_attempts) {
    return tether_.After(ports_.options.verify_retry_delay, [this] {
      if (done_) Look();
    });
  }
  for (auto& [bucket, range] : ranges) report_.differing.push_back(std::move(range));
  Next();
}

void Verify::Next() {
  report_.cut = cut_;
  attempt_ = 0;
  if (++partition_ < ports_.partitions) return Look();
  report_.consistent = report_.differing.empty();
  auto done = std::exchange(done_, nullptr);
  done(std::move(report_));
}

void Verify::Fail(const Error& error) {
  auto done = std::exchange(done_, nullptr);
  done(error);
}

}  // namespace meridian

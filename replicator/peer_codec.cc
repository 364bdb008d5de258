#include "replicator/peer_codec.h"

#include <algorithm>

#include "replicator/peer.pb.h"

namespace meridian {
namespace {

namespace v1 = meridian::peer::v1;

template <class Message>
Result<Message> Parse(std::string_view bytes) {
  Message message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return Error{Errc::kCorrupt, "A peer's message can't be read"};
  }
  return message;
}

void SetMarks(const std::map<Origin, uint64_t>& marks, auto* out) {
  for (const auto& [origin, sequence] : marks) {
    v1::Mark* mark = out->Add();
    mark->set_region(origin.region);
    mark->set_incarnation(origin.incarnation);
    mark->set_sequence(sequence);
  }
}

std::map<Origin, uint64_t> GetMarks(const auto& marks) {
  std::map<Origin, uint64_t> result;
  for (const v1::Mark& mark : marks) {
    result[{.region = mark.region(), .incarnation = mark.incarnation()}] = mark.sequence();
  }
  return result;
}

std::string TableBytes(const TableId& table) {
  return std::string(table.bytes.begin(), table.bytes.end());
}

Result<TableId> GetTable(const std::string& bytes) {
  TableId table;
  if (bytes.size() != table.bytes.size()) return Error{Errc::kCorrupt, "A table id has 16 bytes"};
  std::copy(bytes.begin(), bytes.end(), table.bytes.begin());
  return table;
}

Slot GetSlot(uint32_t slot) { return Slot{static_cast<uint16_t>(slot)}; }

}  // namespace

std::string EncodeSnapshotRequest(const SnapshotRequest& request) {
  v1::SnapshotRequest message;
  message.set_target(request.target);
  message.set_table(TableBytes(request.table));
  message.set_partition(static_cast<uint16_t>(request.partition));
  if (request.after) {
    message.set_resume(true);
    message.set_after_slot(static_cast<uint16_t>(request.after->slot));
    message.set_after_key(request.after->key);
    message.set_after_conflict(request.after->conflict);
  }
  SetMarks(request.required, message.mutable_required());
  return message.SerializeAsString();
}

Result<SnapshotRequest> DecodeSnapshotRequest(std::string_view bytes) {
  TRY(const auto message, Parse<v1::SnapshotRequest>(bytes));
  SnapshotRequest request;
  request.target = message.target();
  TRY(request.table, GetTable(message.table()));
  request.partition = Partition{static_cast<uint16_t>(message.partition())};
  if (message.resume()) {
    request.after =
        KeyPlace{message.after_conflict(), GetSlot(message.after_slot()), message.after_key()};
  }
  request.required = GetMarks(message.required());
  return request;
}

std::string EncodeSnapshotChunk(const SnapshotChunk& chunk) {
  v1::SnapshotChunk message;
  message.set_not_yet(chunk.not_yet);
  message.set_states(chunk.states);
  message.set_last(chunk.last);
  message.set_last_slot(static_cast<uint16_t>(chunk.end.slot));
  message.set_last_key(chunk.end.key);
  message.set_last_conflict(chunk.end.conflict);
  message.set_horizon(chunk.horizon.bits);
  SetMarks(chunk.cut, message.mutable_cut());
  return message.SerializeAsString();
}

Result<SnapshotChunk> DecodeSnapshotChunk(std::string_view bytes) {
  TRY(auto message, Parse<v1::SnapshotChunk>(bytes));
  SnapshotChunk chunk;
  chunk.not_yet = message.not_yet();
  chunk.states = std::move(*message.mutable_states());
  chunk.last = message.last();
  chunk.end = {message.last_conflict(), GetSlot(message.last_slot()), message.last_key()};
  chunk.horizon = HybridTime{message.horizon()};
  chunk.cut = GetMarks(message.cut());
  return chunk;
}

std::string EncodeDigestRequest(const DigestRequest& request) {
  v1::DigestRequest message;
  message.set_table(TableBytes(request.table));
  message.set_partition(static_cast<uint16_t>(request.partition));
  message.set_cut(request.cut.bits);
  for (const uint32_t bucket : request.keys_of) message.add_keys_of(bucket);
  return message.SerializeAsString();
}

Result<DigestRequest> DecodeDigestRequest(std::string_view bytes) {
  TRY(const auto message, Parse<v1::DigestRequest>(bytes));
  DigestRequest request;
  TRY(request.table, GetTable(message.table()));
  request.partition = Partition{static_cast<uint16_t>(message.partition())};
  request.cut = HybridTime{message.cut()};
  request.keys_of.assign(message.keys_of().begin(), message.keys_of().end());
  return request;
}

std::string EncodeDigestReply(const DigestReply& reply) {
  v1::DigestReply message;
  message.set_not_yet(reply.not_yet);
  for (const BucketDigest& bucket : reply.buckets) {
    auto* out = message.add_buckets();
    out->set_low(bucket.low);
    out->set_high(bucket.high);
    out->set_items(bucket.items);
  }
  for (const KeyDigest& key : reply.keys) {
    auto* out = message.add_keys();
    out->set_slot(static_cast<uint16_t>(key.place.slot));
    out->set_key(key.place.key);
    out->set_digest(key.digest);
    out->set_in_flight(key.in_flight);
  }
  return message.SerializeAsString();
}

Result<DigestReply> DecodeDigestReply(std::string_view bytes) {
  TRY(const auto message, Parse<v1::DigestReply>(bytes));
  DigestReply reply;
  reply.not_yet = message.not_yet();
  for (const auto& bucket : message.buckets()) {
    reply.buckets.push_back({bucket.low(), bucket.high(), bucket.items()});
  }
  for (const auto& key : message.keys()) {
    reply.keys.push_back({{false, GetSlot(key.slot()), key.key()}, key.digest(), key.in_flight()});
  }
  return reply;
}

std::string EncodeBackfillProgress(const std::vector<BackfillPlace>& places) {
  v1::BackfillProgress message;
  for (const BackfillPlace& place : places) {
    auto* out = message.add_partitions();
    out->set_done(place.done);
    out->set_horizon(place.horizon.bits);
    if (!place.after) continue;
    out->set_begun(true);
    out->set_after_slot(static_cast<uint16_t>(place.after->slot));
    out->set_after_key(place.after->key);
    out->set_after_conflict(place.after->conflict);
  }
  return message.SerializeAsString();
}

Result<std::vector<BackfillPlace>> DecodeBackfillProgress(std::string_view bytes) {
  TRY(const auto message, Parse<v1::BackfillProgress>(bytes));
  std::vector<BackfillPlace> places;
  for (const auto& partition : message.partitions()) {
    BackfillPlace place{.done = partition.done(),
                        .after = std::nullopt,
                        .horizon = HybridTime{partition.horizon()}};
    if (partition.begun()) {
      place.after = KeyPlace{partition.after_conflict(), GetSlot(partition.after_slot()),
                             partition.after_key()};
    }
    places.push_back(std::move(place));
  }
  return places;
}

}  // namespace meridian

#include "streams/envelope.h"

#include <limits>

#include "storage/base/crc32c.h"
#include "storage/engine/keyspace.h"
#include "storage/table/proto_convert.h"
#include "streams/envelope.pb.h"

namespace meridian {
namespace {

using storage_proto::Get;
using storage_proto::Set;
namespace v1 = meridian::streams::v1;

// format (1) | type (1) | body | CRC32C of all before (4, big-endian). Later formats keep the first
// two bytes and the last four, so that damage and newness are told apart.
constexpr char kBatchType = 'B';
constexpr char kHeartbeatType = 'H';
constexpr size_t kHeadBytes = 2;
constexpr size_t kCrcBytes = 4;

template <class Message>
std::string Seal(uint32_t format, char type, const Message& body) {
  std::string out;
  out.reserve(kHeadBytes + body.ByteSizeLong() + kCrcBytes);
  out.push_back(static_cast<char>(format));
  out.push_back(type);
  body.AppendToString(&out);
  AppendBigEndian32(Crc32c(out), &out);
  return out;
}

template <class Message>
Result<Message> Open(char type, std::string_view bytes) {
  if (bytes.size() < kHeadBytes + kCrcBytes) {
    return Error{Errc::kCorrupt, "A message is shorter than its frame"};
  }
  const std::string_view covered = bytes.substr(0, bytes.size() - kCrcBytes);
  if (ReadBigEndian32(bytes.substr(covered.size())) != Crc32c(covered)) {
    return Error{Errc::kCorrupt, "A message fails its checksum"};
  }
  const auto format = static_cast<unsigned char>(covered[0]);
  if (format != kBatchFormatVersion) {
    return Error{Errc::kUnsupported, "A message has the unknown format " + std::to_string(format) +
                                         "; upgrade this region"};
  }
  if (covered[1] != type) return Error{Errc::kCorrupt, "A message has another type than its topic"};
  Message body;
  const std::string_view payload = covered.substr(kHeadBytes);
  if (payload.size() > std::numeric_limits<int>::max() ||
      !body.ParseFromArray(payload.data(), static_cast<int>(payload.size()))) {
    return Error{Errc::kCorrupt, "A message's body cannot be parsed"};
  }
  const uint64_t unknown = body.required_features() & ~kKnownFeatures;
  if (unknown != 0) {
    return Error{Errc::kUnsupported, "A message requires the unknown features (bits) " +
                                         std::to_string(unknown) + "; upgrade this region"};
  }
  return body;
}

bool Is16Bits(uint32_t value) { return value <= std::numeric_limits<uint16_t>::max(); }

}  // namespace

std::string EncodeBatch(const LogBatch& batch) {
  v1::LogBatch body;
  body.set_required_features(batch.required_features);
  Set(batch.origin, body.mutable_origin());
  body.set_epoch(batch.epoch);
  body.set_partition(batch.partition);
  body.set_partitions(batch.partitions);
  body.set_owner_epoch(batch.owner_epoch);
  body.set_fence_epoch(batch.fence_epoch);
  body.set_first_sequence(batch.first_sequence);
  body.set_last_sequence(batch.last_sequence);
  body.set_horizon(batch.horizon.bits);
  body.set_clock(batch.clock.bits);
  body.set_catalog_sequence(batch.catalog_sequence);
  body.set_mac(batch.mac);
  body.set_changes(batch.changes);
  for (const Register& reg : batch.snapshot) Set(reg, body.add_snapshot());
  return Seal(batch.format_version, kBatchType, body);
}

Result<LogBatch> DecodeBatch(std::string_view bytes) {
  TRY(auto body, Open<v1::LogBatch>(kBatchType, bytes));
  if (!body.has_origin() || !Is16Bits(body.partition()) || !Is16Bits(body.partitions()) ||
      body.first_sequence() > body.last_sequence()) {
    return Error{Errc::kCorrupt, "A batch's header contradicts itself"};
  }
  LogBatch batch;
  batch.required_features = body.required_features();
  batch.origin = Get(body.origin());
  batch.epoch = body.epoch();
  batch.partition = static_cast<uint16_t>(body.partition());
  batch.partitions = static_cast<uint16_t>(body.partitions());
  batch.owner_epoch = body.owner_epoch();
  batch.fence_epoch = body.fence_epoch();
  batch.first_sequence = body.first_sequence();
  batch.last_sequence = body.last_sequence();
  batch.horizon.bits = body.horizon();
  batch.clock.bits = body.clock();
  batch.catalog_sequence = body.catalog_sequence();
  batch.mac = std::move(*body.mutable_mac());
  batch.changes = std::move(*body.mutable_changes());
  for (const auto& reg : body.snapshot()) {
    TRY(auto decoded, Get(reg));
    batch.snapshot.push_back(std::move(decoded));
  }
  return batch;
}

std::string EncodeHeartbeat(const Heartbeat& heartbeat) {
  v1::Heartbeat body;
  Set(heartbeat.origin, body.mutable_origin());
  body.set_epoch(heartbeat.epoch);
  body.set_partitions(heartbeat.partitions);
  body.set_number(heartbeat.number);
  body.set_clock(heartbeat.clock.bits);
  body.mutable_sequences()->Add(heartbeat.sequences.begin(), heartbeat.sequences.end());
  body.set_sent_at_millis(heartbeat.sent_at_millis);
  for (const Heartbeat::Mark& mark : heartbeat.marks) {
    v1::Heartbeat::Mark* out = body.add_marks();
    Set(mark.origin, out->mutable_origin());
    out->mutable_applied()->Add(mark.applied.begin(), mark.applied.end());
    out->mutable_acknowledged()->Add(mark.acknowledged.begin(), mark.acknowledged.end());
  }
  for (const auto& [region, millis] : heartbeat.offsets_millis) {
    v1::Heartbeat::PeerOffset* out = body.add_offsets();
    out->set_region(region);
    out->set_millis(millis);
  }
  body.set_state(heartbeat.state);
  return Seal(kBatchFormatVersion, kHeartbeatType, body);
}

Result<Heartbeat> DecodeHeartbeat(std::string_view bytes) {
  TRY(auto body, Open<v1::Heartbeat>(kHeartbeatType, bytes));
  if (!body.has_origin() || !Is16Bits(body.partitions())) {
    return Error{Errc::kCorrupt, "A heartbeat's header contradicts itself"};
  }
  Heartbeat heartbeat;
  heartbeat.origin = Get(body.origin());
  heartbeat.epoch = body.epoch();
  heartbeat.partitions = static_cast<uint16_t>(body.partitions());
  heartbeat.number = body.number();
  heartbeat.clock.bits = body.clock();
  heartbeat.sequences.assign(body.sequences().begin(), body.sequences().end());
  heartbeat.sent_at_millis = body.sent_at_millis();
  for (const auto& mark : body.marks()) {
    heartbeat.marks.push_back(
        {.origin = Get(mark.origin()),
         .applied = {mark.applied().begin(), mark.applied().end()},
         .acknowledged = {mark.acknowledged().begin(), mark.acknowledged().end()}});
  }
  for (const auto& offset : body.offsets()) {
    heartbeat.offsets_millis[offset.region()] = offset.millis();
  }
  heartbeat.state = std::move(*body.mutable_state());
  return heartbeat;
}

}  // namespace meridian

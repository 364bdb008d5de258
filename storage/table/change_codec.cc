#include "storage/base/crc32c.h"
#include "storage/engine/keyspace.h"
#include "storage/table/change.h"
#include "storage/table/proto_convert.h"

namespace meridian {
namespace {

using storage_proto::Get;
using storage_proto::Set;
namespace v1 = meridian::storage::v1;

// The clear header:
//   format (1) | kind (1) | slot (2) | table id (16) | sequence (8) | key length (4) | body length
//   (4) | key | CRC32C of all before (4), then the body and its CRC32C (4). Numbers are big-endian.
constexpr char kFrameFormat = 1;
constexpr size_t kFixedBytes = 36;
constexpr size_t kCrcBytes = 4;

std::string EncodeBody(const Change& change, bool for_log) {
  v1::ChangeBody body;
  body.set_commit(change.commit);
  if (change.kind == ChangeKind::kState) Set(change.state, body.mutable_state());
  if (change.conflict.has_value()) Set(*change.conflict, body.mutable_conflict());
  for (const Register& reg : change.registers) Set(reg, body.add_registers());
  body.set_catalog_sequence(change.catalog_sequence);
  if (change.kind == ChangeKind::kState && change.state.kind == StateKind::kExpiry) {
    body.mutable_service_identity()->set_type("Service");
    body.mutable_service_identity()->set_principal_id("dynamodb.amazonaws.com");
  }
  if (change.transaction != nullptr) Set(*change.transaction, body.mutable_transaction());
  if (!for_log) {
    body.set_sinks(change.sinks);
    if (change.old_image.has_value()) Set(*change.old_image, body.mutable_old_image());
    for (const IndexEntry& entry : change.entries) Set(entry, body.add_index_entries());
  }
  return body.SerializeAsString();
}

Result<Change> DecodeBody(const ChangeHeader& header, std::string_view bytes) {
  v1::ChangeBody body;
  if (!body.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return Error{Errc::kCorrupt, "A change's body is not a message"};
  }
  Change change;
  change.commit = body.commit();
  change.sequence = header.sequence;
  change.sinks = static_cast<uint8_t>(body.sinks());
  change.kind = header.kind;
  change.table = header.table;
  change.slot = header.slot;
  change.key = header.key;
  change.catalog_sequence = body.catalog_sequence();
  switch (header.kind) {
    case ChangeKind::kState: {
      TRY(change.state, Get(body.state()));
      break;
    }
    case ChangeKind::kConflict: {
      TRY(change.conflict, Get(body.conflict()));
      break;
    }
    case ChangeKind::kCatalog:
      for (const v1::Register& reg : body.registers()) {
        TRY(auto decoded, Get(reg));
        change.registers.push_back(std::move(decoded));
      }
      break;
    case ChangeKind::kIndexEntries:
      for (const v1::IndexEntry& entry : body.index_entries()) change.entries.push_back(Get(entry));
      break;
    default:
      return Error{Errc::kUnsupported, "A change has the unknown kind " +
                                           std::to_string(static_cast<int>(header.kind)) +
                                           "; upgrade this region"};
  }
  if (body.has_transaction()) {
    TRY(auto transaction, Get(body.transaction()));
    change.transaction = std::make_shared<const TransactionDecision>(std::move(transaction));
  }
  if (body.has_old_image()) change.old_image = Get(body.old_image());
  return change;
}

}  // namespace

void AppendChange(const Change& change, bool for_log, std::string* out) {
  const std::string body = EncodeBody(change, for_log);
  const size_t start = out->size();
  out->push_back(kFrameFormat);
  out->push_back(static_cast<char>(change.kind));
  AppendBigEndian16(static_cast<uint16_t>(change.slot), out);
  out->append(reinterpret_cast<const char*>(change.table.bytes.data()), change.table.bytes.size());
  AppendBigEndian64(change.sequence, out);
  AppendBigEndian32(static_cast<uint32_t>(change.key.size()), out);
  AppendBigEndian32(static_cast<uint32_t>(body.size()), out);
  out->append(change.key);
  AppendBigEndian32(Crc32c(std::string_view(*out).substr(start)), out);
  out->append(body);
  AppendBigEndian32(Crc32c(body), out);
}

Result<DecodedChange> TakeChange(std::string_view* in) {
  const Error damaged{Errc::kCorrupt, "A change's header is damaged"};
  if (in->size() < kFixedBytes) return damaged;
  if ((*in)[0] != kFrameFormat) {
    return Error{Errc::kUnsupported, "A change has an unknown frame format; upgrade this region"};
  }
  const uint64_t key_bytes = ReadBigEndian32(in->substr(28));
  const uint64_t body_bytes = ReadBigEndian32(in->substr(32));
  const uint64_t head_bytes = kFixedBytes + key_bytes;
  const uint64_t frame_bytes = head_bytes + kCrcBytes + body_bytes + kCrcBytes;
  if (head_bytes + kCrcBytes > in->size()) return damaged;
  if (ReadBigEndian32(in->substr(head_bytes)) != Crc32c(in->substr(0, head_bytes))) return damaged;
  if (frame_bytes > in->size()) return damaged;

  DecodedChange decoded;
  decoded.header.kind = static_cast<ChangeKind>((*in)[1]);
  decoded.header.slot = Slot{ReadBigEndian16(in->substr(2))};
  for (size_t i = 0; i < decoded.header.table.bytes.size(); ++i) {
    decoded.header.table.bytes[i] = static_cast<uint8_t>((*in)[4 + i]);
  }
  decoded.header.sequence = ReadBigEndian64(in->substr(20));
  decoded.header.key = in->substr(kFixedBytes, key_bytes);
  decoded.raw = in->substr(0, frame_bytes);
  const std::string_view body = in->substr(head_bytes + kCrcBytes, body_bytes);
  if (ReadBigEndian32(in->substr(head_bytes + kCrcBytes + body_bytes)) != Crc32c(body)) {
    decoded.change = Error{Errc::kCorrupt, "A change's body fails its checksum"};
  } else {
    decoded.change = DecodeBody(decoded.header, body);
  }
  in->remove_prefix(frame_bytes);
  return decoded;
}

}  // namespace meridian

#include "storage/table/transaction_codec.h"

#include <algorithm>

#include "storage/engine/keyspace.h"
#include "storage/table/proto_convert.h"
#include "storage/table/sealed_row.h"

namespace meridian {
namespace {

using storage_proto::Get;
using storage_proto::Set;
namespace v1 = meridian::storage::v1;

template <class Id>
std::string_view BytesOf(const Id& id) {
  return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}

template <class Id>
Status ReadId(std::string_view bytes, Id* id) {
  if (bytes.size() != id->bytes.size()) {
    return Error{Errc::kCorrupt, "A prepared transaction has an id of the wrong length"};
  }
  std::copy(bytes.begin(), bytes.end(), id->bytes.begin());
  return OkStatus();
}

}  // namespace

std::string PreparedRow(Partition partition, const TransactionId& id) {
  return NamedRow(partition, RowKind::kPrepared, BytesOf(id));
}

std::string DecisionRow(Partition partition, const TransactionId& id) {
  return NamedRow(partition, RowKind::kDecision, BytesOf(id));
}

std::string EncodePreparedPart(const PreparedPart& part) {
  v1::PreparedPart message;
  message.set_id(std::string(BytesOf(part.id)));
  message.set_coordinator(static_cast<uint32_t>(part.coordinator));
  message.set_clock(part.clock.bits);
  for (const PreparedItem& item : part.items) {
    v1::PreparedItem* out = message.add_items();
    out->set_table(std::string(BytesOf(item.table)));
    out->set_slot(static_cast<uint32_t>(item.slot));
    out->set_key(item.key);
    if (item.next.has_value()) Set(*item.next, out->mutable_next());
  }
  return SealRow(message);
}

Result<PreparedPart> DecodePreparedPart(std::string_view row, std::string_view bytes) {
  TRY(const auto message, OpenRow<v1::PreparedPart>(bytes, "prepared transaction"));
  PreparedPart part;
  TRY(ReadId(message.id(), &part.id));
  part.partition = Partition{ReadBigEndian16(row)};
  part.coordinator = Partition{static_cast<uint16_t>(message.coordinator())};
  part.clock.bits = message.clock();
  for (const v1::PreparedItem& one : message.items()) {
    PreparedItem item;
    TRY(ReadId(one.table(), &item.table));
    item.slot = Slot{static_cast<uint16_t>(one.slot())};
    item.key = one.key();
    if (one.has_next()) {
      TRY(item.next, Get(one.next()));
    }
    part.items.push_back(std::move(item));
  }
  return part;
}

std::string EncodeDecision(const TransactionDecision& decision) {
  v1::TransactionDecision message;
  Set(decision, message.mutable_transaction());
  return SealRow(message);
}

Result<TransactionDecision> DecodeDecision(std::string_view bytes) {
  TRY(const auto message, OpenRow<v1::TransactionDecision>(bytes, "transaction's decision"));
  return Get(message.transaction());
}

std::string TokenRow(std::string_view token) {
  return NamedRow(kShardRows, RowKind::kToken, token);
}

std::string TokenExpiryRow(int64_t expires_at_millis, std::string_view token) {
  std::string row = NumberedRow(kShardRows, RowKind::kTokenExpiry,
                                static_cast<uint64_t>(std::max<int64_t>(expires_at_millis, 0)));
  return row.append(token);
}

std::string EncodeUsedToken(const UsedToken& token) {
  v1::TransactionToken message;
  message.set_fingerprint(token.fingerprint);
  message.set_expires_at_millis(token.expires_at_millis);
  return SealRow(message);
}

Result<UsedToken> DecodeUsedToken(std::string_view bytes) {
  TRY(const auto message, OpenRow<v1::TransactionToken>(bytes, "transaction's token"));
  return UsedToken{message.fingerprint(), message.expires_at_millis()};
}

}  // namespace meridian

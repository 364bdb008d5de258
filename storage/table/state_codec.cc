#include "storage/table/state_codec.h"

#include "storage/table/proto_convert.h"
#include "storage/table/sealed_row.h"

namespace meridian {
namespace {

using storage_proto::Get;
using storage_proto::Set;
namespace v1 = meridian::storage::v1;

}  // namespace

std::string EncodeStoredItem(const ItemState& state, uint64_t commit) {
  v1::StoredItem message;
  Set(state, message.mutable_state());
  message.set_commit(commit);
  return SealRow(message);
}

Result<StoredItem> DecodeStoredItem(std::string_view bytes) {
  TRY(const auto message, OpenRow<v1::StoredItem>(bytes, "item"));
  StoredItem item;
  TRY(item.state, Get(message.state()));
  item.commit = message.commit();
  return item;
}

std::string EncodeIndexEntry(const Payload& shown) {
  v1::Payload message;
  Set(shown, &message);
  return SealRow(message);
}

Result<Payload> DecodeIndexEntry(std::string_view bytes) {
  TRY(const auto message, OpenRow<v1::Payload>(bytes, "index entry"));
  return Get(message);
}

std::string EncodeIndexProgress(const IndexProgress& progress) {
  v1::IndexProgress message;
  message.set_after(progress.after);
  message.set_commit(progress.commit);
  message.set_done(progress.done);
  return SealRow(message);
}

Result<IndexProgress> DecodeIndexProgress(std::string_view bytes) {
  TRY(const auto message, OpenRow<v1::IndexProgress>(bytes, "index backfill's progress"));
  return IndexProgress{
      .after = message.after(), .commit = message.commit(), .done = message.done()};
}

std::string EncodeConflict(const Conflict& conflict) {
  v1::Conflict message;
  Set(conflict, &message);
  return SealRow(message);
}

Result<Conflict> DecodeConflict(std::string_view bytes) {
  TRY(const auto message, OpenRow<v1::Conflict>(bytes, "conflict"));
  return Get(message);
}

std::string EncodePosition(const Position& position) {
  v1::PositionRow message;
  Set(position.origin, message.mutable_origin());
  message.set_epoch(position.epoch);
  message.set_offset(position.offset);
  message.set_sequence(position.sequence);
  return SealRow(message);
}

Result<Position> DecodePosition(std::string_view bytes) {
  TRY(const auto message, OpenRow<v1::PositionRow>(bytes, "position"));
  return Position{.origin = Get(message.origin()),
                  .epoch = message.epoch(),
                  .offset = message.offset(),
                  .sequence = message.sequence()};
}

std::string EncodeRegister(const Register& reg) {
  v1::Register message;
  Set(reg, &message);
  return SealRow(message);
}

Result<Register> DecodeRegister(std::string_view bytes) {
  TRY(const auto message, OpenRow<v1::Register>(bytes, "catalog register"));
  return Get(message);
}

std::string EncodeCounters(const PartitionCounters& counters) {
  v1::PartitionCounters message;
  message.set_commit(counters.commit);
  message.set_sequence(counters.sequence);
  return SealRow(message);
}

Result<PartitionCounters> DecodeCounters(std::string_view bytes) {
  TRY(const auto message, OpenRow<v1::PartitionCounters>(bytes, "partition's counters"));
  return PartitionCounters{message.commit(), message.sequence()};
}

std::string EncodeIdentity(const DirectoryIdentity& identity) {
  v1::Identity message;
  message.set_format(1);
  message.set_region(identity.origin.region);
  message.set_incarnation(identity.origin.incarnation);
  message.set_partitions(identity.partitions);
  message.set_shards(identity.shards);
  return SealRow(message);
}

Result<DirectoryIdentity> DecodeIdentity(std::string_view bytes) {
  TRY(const auto message, OpenRow<v1::Identity>(bytes, "identity"));
  if (message.format() != 1) {
    return Error{Errc::kUnsupported,
                 "The data directory has format " + std::to_string(message.format()) +
                     ", which this release cannot read; use the release that wrote it"};
  }
  return DirectoryIdentity{.origin = {message.region(), message.incarnation()},
                           .partitions = static_cast<uint16_t>(message.partitions()),
                           .shards = static_cast<uint16_t>(message.shards())};
}

}  // namespace meridian

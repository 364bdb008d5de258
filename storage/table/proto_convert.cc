#include "storage/table/proto_convert.h"

#include <algorithm>

namespace meridian::storage_proto {
namespace {

void SetVersion(const Version& version, v1::Version* out) {
  out->set_policy_epoch(version.policy_epoch);
  out->set_time(version.time.bits);
  Set(version.origin, out->mutable_origin());
  out->set_clock(version.clock.bits);
  for (const SeenVector::Entry& entry : version.seen.entries()) {
    v1::SeenEntry* seen = out->add_seen();
    Set(entry.origin, seen->mutable_origin());
    seen->set_time(entry.time.bits);
    seen->set_settles(entry.settles.bits);
  }
  out->set_horizon(version.horizon.bits);
  if (version.base.has_value()) {
    out->mutable_base()->set_time(version.base->time.bits);
    Set(version.base->origin, out->mutable_base()->mutable_origin());
  }
}

Version GetVersion(const v1::Version& version) {
  Version out;
  out.policy_epoch = version.policy_epoch();
  out.time.bits = version.time();
  out.origin = Get(version.origin());
  out.clock.bits = version.clock();
  for (const v1::SeenEntry& entry : version.seen()) {
    out.seen.Raise(Get(entry.origin()), HybridTime{entry.time()}, HybridTime{entry.settles()});
  }
  out.horizon.bits = version.horizon();
  if (version.has_base()) {
    out.base = VersionId{HybridTime{version.base().time()}, Get(version.base().origin())};
  }
  return out;
}

}  // namespace

void Set(const Origin& origin, v1::Origin* out) {
  out->set_region(origin.region);
  out->set_incarnation(origin.incarnation);
}

Origin Get(const v1::Origin& origin) { return {origin.region(), origin.incarnation()}; }

void Set(const Payload& payload, v1::Payload* out) {
  out->set_codec(static_cast<uint32_t>(payload.codec));
  out->set_key_id(payload.key_id);
  out->set_item_bytes(payload.item_bytes);
  out->set_bytes(payload.bytes);
}

Payload Get(const v1::Payload& payload) {
  return {.codec = static_cast<PayloadCodec>(payload.codec()),
          .key_id = payload.key_id(),
          .item_bytes = payload.item_bytes(),
          .bytes = payload.bytes()};
}

void Set(const ItemState& state, v1::ItemState* out) {
  out->set_kind(static_cast<v1::StateKind>(state.kind));
  SetVersion(state.version, out->mutable_version());
  if (state.value.has_value()) Set(*state.value, out->mutable_value());
  if (!state.merge_state.empty()) out->set_merge_state(state.merge_state);
}

Result<ItemState> Get(const v1::ItemState& state) {
  ItemState out;
  const bool known = state.kind() >= v1::STATE_KIND_PUT && state.kind() <= v1::STATE_KIND_EXPIRY;
  const bool is_put = state.kind() == v1::STATE_KIND_PUT;
  if (!known || is_put != state.has_value() || !state.has_version()) {
    return Error{Errc::kCorrupt, "An item's state has no known kind, or no value or version"};
  }
  out.kind = static_cast<StateKind>(state.kind());
  out.version = GetVersion(state.version());
  if (is_put) out.value = Get(state.value());
  out.merge_state = state.merge_state();
  return out;
}

void Set(const IndexEntry& entry, v1::IndexEntry* out) {
  out->set_index(static_cast<uint32_t>(entry.index));
  out->set_slot(static_cast<uint32_t>(entry.slot));
  out->set_place(entry.place);
  if (entry.shown.has_value()) Set(*entry.shown, out->mutable_shown());
}

IndexEntry Get(const v1::IndexEntry& entry) {
  IndexEntry out;
  out.index = TableNumber{entry.index()};
  out.slot = Slot{static_cast<uint16_t>(entry.slot())};
  out.place = entry.place();
  if (entry.has_shown()) out.shown = Get(entry.shown());
  return out;
}

void Set(const Conflict& conflict, v1::Conflict* out) {
  Set(conflict.winner, out->mutable_winner());
  Set(conflict.loser, out->mutable_loser());
  out->set_resolved_at_millis(conflict.resolved_at_millis);
  out->set_resolved_in(conflict.resolved_in);
}

Result<Conflict> Get(const v1::Conflict& conflict) {
  Conflict out;
  TRY(out.winner, Get(conflict.winner()));
  TRY(out.loser, Get(conflict.loser()));
  out.resolved_at_millis = conflict.resolved_at_millis();
  out.resolved_in = conflict.resolved_in();
  return out;
}

void Set(const Register& reg, v1::Register* out) {
  out->set_table(reg.table.bytes.data(), reg.table.bytes.size());
  out->set_name(reg.name);
  out->set_time(reg.time.bits);
  Set(reg.origin, out->mutable_origin());
  out->set_value(reg.value);
}

Result<Register> Get(const v1::Register& reg) {
  Register out;
  if (reg.table().size() != out.table.bytes.size()) {
    return Error{Errc::kCorrupt, "A catalog register has no table id"};
  }
  std::copy(reg.table().begin(), reg.table().end(), out.table.bytes.begin());
  out.name = reg.name();
  out.time.bits = reg.time();
  out.origin = Get(reg.origin());
  out.value = reg.value();
  return out;
}

void Set(const TransactionDecision& decision, v1::TransactionPart* out) {
  out->set_id(decision.id.bytes.data(), decision.id.bytes.size());
  out->set_time(decision.time.bits);
  out->set_clock(decision.clock.bits);
  for (const TransactionParticipant& one : decision.participants) {
    v1::TransactionPart::Participant* participant = out->add_participants();
    participant->set_table(one.table.bytes.data(), one.table.bytes.size());
    participant->set_partition(static_cast<uint32_t>(one.partition));
    participant->set_count(one.changes);
  }
}

Result<TransactionDecision> Get(const v1::TransactionPart& part) {
  TransactionDecision out;
  if (part.id().size() != out.id.bytes.size()) {
    return Error{Errc::kCorrupt, "A transaction has no id"};
  }
  std::copy(part.id().begin(), part.id().end(), out.id.bytes.begin());
  out.time.bits = part.time();
  out.clock.bits = part.clock();
  for (const v1::TransactionPart::Participant& one : part.participants()) {
    TransactionParticipant participant;
    if (one.table().size() != participant.table.bytes.size()) {
      return Error{Errc::kCorrupt, "A transaction's participant has no table id"};
    }
    std::copy(one.table().begin(), one.table().end(), participant.table.bytes.begin());
    participant.partition = Partition{static_cast<uint16_t>(one.partition())};
    participant.changes = one.count();
    out.participants.push_back(participant);
  }
  return out;
}

}  // namespace meridian::storage_proto

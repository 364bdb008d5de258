// Between the domain and storage/table/state.proto. For codecs only: of this folder, and of the
// envelope that carries the same messages (streams/envelope.cc).
#pragma once

#include "storage/table/change.h"
#include "storage/table/state.pb.h"

namespace meridian::storage_proto {

namespace v1 = meridian::storage::v1;

void Set(const Origin& origin, v1::Origin* out);
Origin Get(const v1::Origin& origin);
void Set(const ItemState& state, v1::ItemState* out);
// kCorrupt if a kind or a value is missing or unknown.
Result<ItemState> Get(const v1::ItemState& state);
void Set(const Payload& payload, v1::Payload* out);
Payload Get(const v1::Payload& payload);
void Set(const IndexEntry& entry, v1::IndexEntry* out);
IndexEntry Get(const v1::IndexEntry& entry);
void Set(const Conflict& conflict, v1::Conflict* out);
Result<Conflict> Get(const v1::Conflict& conflict);
void Set(const Register& reg, v1::Register* out);
Result<Register> Get(const v1::Register& reg);
void Set(const TransactionDecision& decision, v1::TransactionPart* out);
// kCorrupt if an id has the wrong length.
Result<TransactionDecision> Get(const v1::TransactionPart& part);

}  // namespace meridian::storage_proto

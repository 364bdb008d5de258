// ItemState: all that is stored of one item, in whichever region: its version and its value.
//
// This is what regions exchange and what merge works on. The value is opaque bytes (a Payload), so
// that a replicator can move it without reading it; a state without a value is a tombstone.
//
// Threads: values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "storage/item/attribute.h"
#include "storage/version/version.h"

namespace meridian {

// How the bytes of a payload are to be read. Stored on disk and in Kafka: never renumber.
enum class PayloadCodec : uint8_t {
  kPlain = 1,  // storage/item/item_codec.h
};

struct Payload {
  PayloadCodec codec = PayloadCodec::kPlain;
  uint64_t key_id = 0;      // The key that sealed the bytes; 0: not sealed.
  uint32_t item_bytes = 0;  // The item's size by DynamoDB's count (storage/item/size.h).
  std::string bytes;

  static Payload Of(const Item& item);
  // kCorrupt if the bytes are not an item; kUnsupported for a codec of a newer release.
  Result<Item> Decode() const;

  friend bool operator==(const Payload&, const Payload&) = default;
};

// Stored on disk and in Kafka: never renumber.
enum class StateKind : uint8_t {
  kPut = 1,     // Has a value.
  kDelete = 2,  // A tombstone that a client made.
  kExpiry = 3,  // A tombstone that the service made when the item's time to live ran out.
};

struct ItemState {
  StateKind kind = StateKind::kDelete;
  Version version;
  std::optional<Payload> value;  // Invariant: present iff kind == kPut.
  std::string merge_state;       // Of the table's conflict policy; empty for last-writer-wins.

  bool live() const { return value.has_value(); }
  friend bool operator==(const ItemState&, const ItemState&) = default;
};

// A version that lost to a concurrent one, with both sides whole.
struct Conflict {
  ItemState winner;
  ItemState loser;
  int64_t resolved_at_millis = 0;
  std::string resolved_in;  // Region.

  friend bool operator==(const Conflict&, const Conflict&) = default;
};

}  // namespace meridian

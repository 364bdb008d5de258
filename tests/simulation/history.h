// History: everything that the simulated clients did, and what they were told.
//
// Ticks order what happened in the whole world; every event has its own.
//
// Threads: none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/table/table_store.h"

namespace meridian::simulation {

// One item, by the number of its table in Workload::tables() and its partition key.
struct ItemName {
  size_t table = 0;
  std::string key;
  friend auto operator<=>(const ItemName&, const ItemName&) = default;
};

enum class Outcome : uint8_t {
  kUnknown,  // Never answered, or answered so that it may or may not have happened.
  kDone,     // Acknowledged.
  kNothing,  // Refused: must not have had any effect.
};

struct Write {
  size_t region = 0;
  ItemName item;
  bool is_delete = false;
  std::optional<int64_t> expires = {};  // Seconds since the epoch, as the item says.
  bool service = false;                 // Not a client's: a mutant's expiry.
  Outcome outcome = Outcome::kUnknown;
  uint64_t decided_tick = 0;   // 0: never evaluated, as far as is known.
  uint64_t answered_tick = 0;  // 0: never answered.
  Version version;             // Iff kDone.
};

struct Read {
  size_t region = 0;
  ItemName item;
  uint64_t tick = 0;
  std::optional<Version> version;  // Also of a tombstone; nullopt: nothing is stored.
  bool live = false;
};

struct History {
  std::vector<Write> writes;  // The index is the write's number, which its value carries.
  std::vector<Read> reads;
  uint64_t ticks = 0;

  uint64_t Tick() { return ++ticks; }
};

}  // namespace meridian::simulation

// Change row: what one batch put into a partition's change log, as one row of the store.
//
// A header says what opening a store has to know of the row, so that a long backlog costs no
// decoding of its changes; behind it the changes' frames. Rows of the first format have no header:
// their changes are decoded for what it would say. Byte-level page: docs/formats/disk.md.
//
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/table/change.h"

namespace meridian {

struct ChangeRowHeader {
  uint64_t last = 0;           // Commit number of its last change.
  uint64_t last_sequence = 0;  // 0: none of its changes has one.
  uint8_t sinks = 0;           // Union over its changes.
  friend bool operator==(const ChangeRowHeader&, const ChangeRowHeader&) = default;
};

// Requires: `changes` is not empty; ascending.
ChangeRowHeader HeaderOf(const std::vector<Change>& changes);
std::string EncodeChangeRow(const ChangeRowHeader& header, const std::vector<Change>& changes);

// kCorrupt: damaged. kUnsupported: of a newer release.
Result<ChangeRowHeader> ReadChangeRowHeader(std::string_view row);
// The frames (TakeChange) behind the header.
Result<std::string_view> FramesOfChangeRow(std::string_view row);

}  // namespace meridian

// Versions order the writes to one item, in every region, the same way.
//
// A version is a hybrid logical time plus the origin that made the write. Comparing two is a total
// order: policy epoch, then time, then origin (region name, then incarnation). Regions that have
// received the same set of writes therefore keep the same winner, whatever order they arrived in.
// What a version has seen tells a successor from a concurrent write; it never decides the winner.
//
// Units: HybridTime is milliseconds since the Unix epoch, UTC, in its upper 48 bits, and a logical
// count in its lower 16.
// Threads: values.
// Source: Kulkarni et al., Logical Physical Clocks (2014); docs/consistency.md.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/base/result.h"

namespace meridian {

struct HybridTime {
  uint64_t bits = 0;

  static HybridTime FromMillis(int64_t millis) {
    return HybridTime{static_cast<uint64_t>(millis) << 16};
  }
  int64_t millis() const { return static_cast<int64_t>(bits >> 16); }
  uint16_t logical() const { return static_cast<uint16_t>(bits & 0xffff); }
  HybridTime Next() const { return HybridTime{bits + 1}; }
  // "<milliseconds since the epoch>.<logical count>".
  std::string ToString() const;
  // The inverse of ToString; kValidation if `text` is not one.
  static Result<HybridTime> Parse(std::string_view text);

  friend auto operator<=>(const HybridTime&, const HybridTime&) = default;
};

// Who made a write. An incarnation is 64 random bits drawn when a data directory is made, so a
// rebuilt region is another origin.
struct Origin {
  std::string region;
  uint64_t incarnation = 0;

  // "<region>/<incarnation as 16 hex digits>".
  std::string ToString() const;
  static Result<Origin> Parse(std::string_view text);

  friend auto operator<=>(const Origin&, const Origin&) = default;
};

// Names one write to one item.
struct VersionId {
  HybridTime time;
  Origin origin;

  friend auto operator<=>(const VersionId&, const VersionId&) = default;
};

// For each origin, its newest write to one item that a version includes.
class SeenVector {
 public:
  struct Entry {
    Origin origin;
    HybridTime time;     // Of the newest included write.
    HybridTime settles;  // max(time, clock) over the included writes: droppable at this horizon.
    friend bool operator==(const Entry&, const Entry&) = default;
  };

  // Zero if nothing of `origin` is included.
  HybridTime Of(const Origin& origin) const;
  void Raise(const Origin& origin, HybridTime time, HybridTime settles);
  // Pointwise maximum.
  void Merge(const SeenVector& other);
  // Forgets the entries that the stable horizon covers.
  void DropSettled(HybridTime horizon);

  const std::vector<Entry>& entries() const { return entries_; }

  friend bool operator==(const SeenVector&, const SeenVector&) = default;

 private:
  std::vector<Entry> entries_;  // Invariant: strictly ascending by origin.
};

struct Version {
  uint64_t policy_epoch = 0;
  HybridTime time;
  Origin origin;
  HybridTime clock;    // The origin's own clock reading at commit; <= time except for an expiry.
  SeenVector seen;     // seen.Of(origin) == time unless merged with a newer write of `origin`.
  HybridTime horizon;  // Every write with max(time, clock) <= horizon is included: it had settled.
  std::optional<VersionId> base;  // The version this one replaced.

  VersionId id() const { return {time, origin}; }
  HybridTime settles() const { return std::max(time, clock); }

  friend bool operator==(const Version&, const Version&) = default;
};

// The total order that decides winners.
std::strong_ordering Order(const Version& a, const Version& b);

// True iff `a` happened before `b`, or is `b`.
bool Includes(const Version& b, const Version& a);

enum class Causality : uint8_t { kEqual, kBefore, kAfter, kConcurrent };
// How `a` stands to `b`: kBefore means a happened before b.
Causality Classify(const Version& a, const Version& b);

}  // namespace meridian

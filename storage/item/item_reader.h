// ItemReader: walks an encoded item without building values.
//
// For what only passes over an item: rendering it as JSON, taking one attribute, checking. The
// caller follows the grammar of docs/formats/disk.md, "Item payload":
//
//   ItemReader in(encoded);
//   for (uint32_t n = in.TakeVersionAndCount(); n > 0; --n) {
//     const std::string_view name = in.TakeBytes();
//     switch (in.TakeType()) {
//       case AttributeType::kString: ... in.TakeBytes() ...
//       case AttributeType::kMap: ... in.TakeCount(), then names and values ...
//
// Errors stick: after the first malformed byte every count is 0, every string empty and every type
// NULL, so loops end by themselves and the caller asks Finish() once. The reader checks bounds,
// types and minimal lengths; that names and sets are in order, numbers canonical and nesting
// bounded, is checked by DecodeItem, which stands where bytes enter (from a peer, from Kafka).
//
// Threads: confined to one. The views point into the encoding.
#pragma once

#include <cstdint>
#include <string_view>

#include "storage/base/result.h"
#include "storage/item/attribute.h"

namespace meridian {

inline constexpr uint8_t kItemCodecVersion = 1;
// Deepest list or map that is encoded or decoded. DynamoDB allows 32; the rest is slack, and the
// bound keeps recursion over hostile bytes short.
inline constexpr int kItemDepthMax = 40;

class ItemReader {
 public:
  explicit ItemReader(std::string_view encoded) : rest_(encoded) {}

  // First of all: the number of top-level attributes.
  uint32_t TakeVersionAndCount();
  // Of a list, map or set: how many members follow. Never more than bytes are left.
  uint32_t TakeCount();
  // A name, or the content of an S, B, N (canonical text) or of a set's member.
  std::string_view TakeBytes();
  AttributeType TakeType();
  bool TakeBool();
  // Passes over one value, type byte included. Fails on lists and maps nested deeper than
  // kItemDepthMax.
  void SkipValue();

  // Marks the bytes as malformed: for what the caller checks itself.
  void Fail();
  bool failed() const { return failed_; }
  std::string_view rest() const { return rest_; }
  // kCorrupt if anything was malformed or if bytes are left over.
  Status Finish() const;

 private:
  void SkipValue(int depth);

  std::string_view rest_;  // Invariant: empty once failed.
  bool failed_ = false;
};

// kCorrupt, as every reader of encoded items says it.
Error CorruptItem();

}  // namespace meridian

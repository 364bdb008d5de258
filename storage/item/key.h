// Key attributes as ordered bytes, and the slot that a partition key belongs to.
//
// The encoding of a part (an S, N or B value) keeps DynamoDB's order under memcmp - strings and
// binary by unsigned bytes, numbers by value - is injective, and ends by itself: no encoding of a
// type is a prefix of another of that type. So parts concatenate, up to four hash and four range
// parts of an index key, and the concatenation orders part by part. The type isn't in the bytes:
// the table's schema knows it.
//
// The bytes and the slots are stored, and agreed between regions: they never change. Layout in
// docs/formats/disk.md, "Key parts".
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "storage/base/result.h"
#include "storage/item/attribute.h"

namespace meridian {

// One of the 65,536 classes that partition keys fall in; a partition is a range of them.
enum class Slot : uint16_t {};
inline constexpr uint32_t kSlotCount = 65536;

// Requires: `value` is S, N or B.
void AppendKeyPart(const AttributeValue& value, std::string* out);

// What the encodings of all strings (or binary values) that begin with `bytes` begin with, and no
// others do: for begins_with. Not an encoding: it doesn't end.
void AppendKeyPartPrefix(std::string_view bytes, std::string* out);

// Takes one part off the front of `*in`. kCorrupt, and `*in` unspecified, if the bytes are not one.
// Requires: `type` is S, N or B.
Result<AttributeValue> TakeKeyPart(AttributeType type, std::string_view* in);

// `encoded_partition_key`: all hash parts of a table's key (one, today).
Slot SlotOf(std::string_view encoded_partition_key);

}  // namespace meridian

// An Item as bytes: how it is stored, and carried between regions.
//
// Compact, self-describing and canonical: equal items have equal bytes, and bytes that DecodeItem
// accepts are what EncodeItem gives for the result. So a hash of the bytes is a hash of the item.
// Not protobuf: numbers stay text, nothing is copied to walk it (see item_reader.h), and the
// encoding is the same in every release, which protobuf's is not.
//
// The layout is docs/formats/disk.md, "Item payload"; integrity (a CRC) belongs to what frames it.
// Threads: pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/base/result.h"
#include "storage/item/attribute.h"
#include "storage/item/item_reader.h"

namespace meridian {

// Requires: lists and maps are nested at most kItemDepthMax deep, sets are sorted and not empty.
std::string EncodeItem(const Item& item);
void AppendItem(const Item& item, std::string* out);

// kCorrupt on anything but the encoding of an item. Safe on hostile bytes: memory and time are
// bounded by a constant multiple of the length.
Result<Item> DecodeItem(std::string_view encoded);

// The top-level attribute `name`, or nothing if the item has none. What lies behind it isn't read,
// so not checked either.
Result<std::optional<AttributeValue>> DecodeAttribute(std::string_view encoded,
                                                      std::string_view name);

}  // namespace meridian

// A stored item as JSON, straight from its encoded bytes.
//
// The commonest read, GetItem without a projection, would otherwise build an Item only to take it
// apart again; walking the bytes costs one pass and no allocation.
//
// Threads: a pure function.
#pragma once

#include "regions/api/json_writer.h"
#include "storage/base/result.h"
#include "storage/table/item_state.h"

namespace meridian {

// Writes what `json.Attributes(*payload.Decode())` would. kCorrupt if the bytes are not an item;
// then what was written is worthless. kUnsupported as Payload::Decode.
Status WriteStored(const Payload& payload, JsonWriter* json);

}  // namespace meridian

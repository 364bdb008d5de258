// Versions and states of items as JSON, the way Meridian's own operations show them.
//
// {"Time":"<milliseconds>.<logical count>","Origin":"<region>/<incarnation>","Seen":{region:time}}.
// What a version has seen is kept by origin; shown by region, it is the newest of its incarnations.
//
// Threads: pure functions.
#pragma once

#include "regions/api/json.h"
#include "regions/api/json_writer.h"
#include "storage/base/result.h"
#include "storage/table/item_state.h"

namespace meridian {

void WriteVersion(const Version& version, JsonWriter* json);

// {"Version":{…},"Item":{…}}, or "Deleted":true in place of the item. kCorrupt if the item's bytes
// are not one; then what was written is worthless.
Status WriteState(const ItemState& state, JsonWriter* json);

// Time and Origin of a version that a client gives back; what it says of Seen is not needed to name
// a write. kValidation if one is missing or malformed. Requires: `version` is an object.
Result<VersionId> ReadVersionId(JsonValue version);

}  // namespace meridian

#include "regions/api/version_json.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "regions/api/stored_json.h"
#include "regions/tables/constraints.h"

namespace meridian {

void WriteVersion(const Version& version, JsonWriter* json) {
  std::map<std::string_view, HybridTime> seen;
  for (const SeenVector::Entry& entry : version.seen.entries()) {
    HybridTime& newest = seen[entry.origin.region];
    newest = std::max(newest, entry.time);
  }
  json->BeginObject();
  json->Key("Time").String(version.time.ToString());
  json->Key("Origin").String(version.origin.ToString());
  json->Key("Seen").BeginObject();
  for (const auto& [region, time] : seen) json->Key(region).String(time.ToString());
  json->EndObject().EndObject();
}

Status WriteState(const ItemState& state, JsonWriter* json) {
  json->BeginObject().Key("Version");
  WriteVersion(state.version, json);
  if (state.live()) {
    json->Key("Item");
    TRY(WriteStored(*state.value, json));
  } else {
    json->Key("Deleted").Bool(true);
  }
  json->EndObject();
  return OkStatus();
}

Result<VersionId> ReadVersionId(JsonValue version) {
  TRY(const auto time, StringMember(version, "Time"));
  TRY(const auto origin, StringMember(version, "Origin"));
  Constraints constraints;
  constraints.NotNull("loserVersion.time", time.has_value());
  constraints.NotNull("loserVersion.origin", origin.has_value());
  TRY(constraints.Check());
  VersionId id;
  TRY(id.time, HybridTime::Parse(*time));
  TRY(id.origin, Origin::Parse(*origin));
  return id;
}

}  // namespace meridian

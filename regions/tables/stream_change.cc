#include "regions/tables/stream_change.h"

#include <algorithm>

#include "regions/tables/constraints.h"
#include "regions/tables/table_name.h"
#include "regions/tables/table_settings.h"

namespace meridian {

Status CheckStreamChange(const std::optional<StreamSpecification>& asked) {
  if (!asked) return OkStatus();
  if (*asked->stream_enabled && !asked->stream_view_type) {
    return InvalidParameter("If stream is being enabled then UpdateViewType is required");
  }
  if (!*asked->stream_enabled && asked->stream_view_type) {
    return InvalidParameter(
        "If stream is being disabled, then UpdateViewType must not be specified");
  }
  return OkStatus();
}

Result<StreamSettings> NextStream(const StreamSpecification& asked, const Table& table,
                                  int64_t now_millis) {
  if (*asked.stream_enabled) {
    if (table.stream.enabled) {
      return ValidationError("Table already has an enabled stream: TableName: " + table.name);
    }
    return EnabledStream(table.stream, ParseStreamViewType(*asked.stream_view_type), now_millis);
  }
  if (!table.stream.enabled) {
    return ValidationError("Table has no stream to disable: TableName: " + table.name);
  }
  if (table.global()) {
    return InvalidParameter("Disabling Stream is not allowed for a Global Table replica.");
  }
  StreamSettings next = table.stream;
  next.enabled = false;
  return next;
}

StreamSettings EnabledStream(const StreamSettings& current, StreamViewType view_type,
                             int64_t now_millis) {
  // The clock may have stepped back, or two changes fall into one millisecond.
  const int64_t previous = StreamLabelMillis(current.label).value_or(-1);
  return {true, view_type, StreamLabel(std::max(now_millis, previous + 1))};
}

}  // namespace meridian

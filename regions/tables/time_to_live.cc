#include "regions/tables/time_to_live.h"

#include <algorithm>

#include "regions/tables/constraints.h"
#include "regions/tables/limits.h"
#include "regions/tables/table_status.h"

namespace meridian {

Status CheckTimeToLive(const TimeToLiveRequest& request) {
  Constraints constraints;
  if (constraints.NotNull("timeToLiveSpecification", request.has_specification)) {
    if (constraints.NotNull("timeToLiveSpecification.attributeName",
                            request.attribute_name.has_value())) {
      constraints.Length("timeToLiveSpecification.attributeName", *request.attribute_name, 1,
                         kKeyAttributeNameBytesMax);
    }
    constraints.NotNull("timeToLiveSpecification.enabled", request.enabled.has_value());
  }
  return constraints.Check();
}

Result<CatalogWrites> DecideTimeToLive(const TimeToLiveRequest& request, const std::string& name,
                                       const TimeToLiveChange& change, const CatalogView& catalog,
                                       const SettingsView& settings) {
  const TablePtr table = catalog.Find(name);
  if (!table) return TableNotFound(name);
  const TableStatus status = StatusOf(*table);
  if (status == TableStatus::kCreating || status == TableStatus::kDeleting) return InUse(*table);

  const TimeToLive& current = settings.Of(table->id).time_to_live;
  if (current.enabled && current.attribute != *request.attribute_name) {
    return ValidationError(
        "TimeToLive is active on a different AttributeName: current AttributeName is " +
        current.attribute);
  }
  if (current.enabled == *request.enabled) {
    return ValidationError(current.enabled ? "TimeToLive is already enabled"
                                           : "TimeToLive is already disabled");
  }
  // A region whose clock is behind must be able to undo what another did.
  const auto age = std::chrono::milliseconds(change.now_millis - current.changed_at_millis);
  if (current.changed_at_millis != 0 && age >= age.zero() && age < change.interval_min) {
    return ValidationError("Time to live has been modified multiple times within a fixed interval");
  }
  const TimeToLive next{
      .enabled = *request.enabled,
      .attribute = *request.attribute_name,
      .changed_at_millis = std::max(change.now_millis, current.changed_at_millis + 1)};
  return CatalogWrites{.settings = {{table->id, next, ""}}};
}

std::string_view TimeToLiveStatus(const TimeToLive& time_to_live, bool settled) {
  if (time_to_live.enabled) return settled ? "ENABLED" : "ENABLING";
  return settled ? "DISABLED" : "DISABLING";
}

}  // namespace meridian

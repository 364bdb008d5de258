#include "regions/scaling/auto_scaler.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "storage/base/log.h"

namespace meridian {
namespace {

std::string_view UnitsName(CapacityKind kind) {
  return kind == CapacityKind::kRead ? "read capacity units" : "write capacity units";
}

// UpdateTable's request for one kind; the other stays as it is.
UpdateTableRequest RequestOf(const Table& table, CapacityKind kind, int64_t capacity) {
  UpdateTableRequest request;
  request.provisioned_throughput = {.read_capacity_units = table.billing.read_capacity_units,
                                    .write_capacity_units = table.billing.write_capacity_units};
  auto& throughput = *request.provisioned_throughput;
  (kind == CapacityKind::kRead ? throughput.read_capacity_units : throughput.write_capacity_units) =
      capacity;
  return request;
}

std::string TrackingCause(const ScalableTarget& target, bool raised) {
  return "monitor alarm TargetTracking-" + ResourceId(target.table_name) + "-Alarm" +
         (raised ? "High-" : "Low-") + target.policy->id + " in state ALARM triggered policy " +
         target.policy->name;
}

}  // namespace

std::string DrawUuid(SecureRandom& random) {
  TableId id;
  const std::string bytes = random.Bytes(id.bytes.size());
  std::memcpy(id.bytes.data(), bytes.data(), id.bytes.size());
  return id.ToString();
}

AutoScaler::AutoScaler(Ports ports, ScalingOptions options)
    : ports_(std::move(ports)),
      options_(options),
      ticker_(ports_.scheduler, options.sample_interval, [this] { Tick(); }) {}

void AutoScaler::Tick() {
  const ScalableTargetsPtr targets = ports_.book.targets();
  const CatalogViewPtr catalog = ports_.catalog.View();
  std::map<std::string, Watch> watched = std::exchange(watches_, {});
  std::vector<TableId> gone;
  for (const ScalableTarget& target : *targets) {
    const TablePtr table = catalog->FindById(target.table);
    if (!table || !table->replicas.contains(ports_.region)) {
      gone.push_back(target.table);
      continue;
    }
    const auto allowances = ports_.ledger.Find(table->number);
    if (!allowances || !target.policy || table->billing.mode != BillingMode::kProvisioned) continue;
    if (auto known = watched.extract(target.id)) watches_.insert(std::move(known));
    Look(target, *table,
         target.kind == CapacityKind::kRead ? *allowances->read : *allowances->write);
  }
  if (!gone.empty()) RemoveTargetsOf(gone);
}

void AutoScaler::Look(const ScalableTarget& target, const Table& table,
                      const Allowance& allowance) {
  const std::chrono::nanoseconds now = ports_.clock.Now();
  const double consumed = allowance.consumed();
  const auto [at, is_new] =
      watches_.try_emplace(target.id, Watch{TargetTracker(options_), consumed, now});
  Watch& watch = at->second;
  const int64_t provisioned = target.kind == CapacityKind::kRead
                                  ? table.billing.read_capacity_units
                                  : table.billing.write_capacity_units;
  if (provisioned < target.min_capacity) {
    Apply(target, target.min_capacity,
          "minimum capacity was set to " + std::to_string(target.min_capacity));
  } else if (provisioned > target.max_capacity) {
    Apply(target, target.max_capacity,
          "maximum capacity was set to " + std::to_string(target.max_capacity));
  } else if (!is_new && now > watch.since) {
    const double seconds = std::chrono::duration<double>(now - watch.since).count();
    const auto next =
        watch.tracker.Observe(target, {.consumed_per_second = (consumed - watch.consumed) / seconds,
                                       .provisioned = provisioned,
                                       .now = now});
    if (next) Apply(target, *next, TrackingCause(target, *next > provisioned));
  }
  watch.consumed = consumed;
  watch.since = now;
}

void AutoScaler::Apply(const ScalableTarget& target, int64_t capacity, std::string cause) {
  ScalingActivity activity;
  activity.id = DrawUuid(ports_.random);
  activity.resource_id = ResourceId(target.table_name);
  activity.kind = target.kind;
  activity.description =
      "Setting " + std::string(UnitsName(target.kind)) + " to " + std::to_string(capacity) + ".";
  activity.cause = std::move(cause);
  activity.started_at_millis = ports_.wall.NowMillis();
  UpdateContext context{ports_.region, ports_.peers, activity.started_at_millis};
  CatalogDecide decide = [id = target.table, kind = target.kind, capacity,
                          context = std::move(context)](
                             const CatalogView& catalog) -> Result<std::vector<RegisterWrite>> {
    const TablePtr table = catalog.FindById(id);
    if (!table) return Error{Errc::kNotFound, "The table is gone"};
    const UpdateTableRequest request = RequestOf(*table, kind, capacity);
    TRY(CheckUpdateTable(request));
    return DecideUpdateTable(request, table->name, context, catalog);
  };
  ports_.catalog.Update(std::move(decide), [&book = ports_.book, &wall = ports_.wall,
                                            activity = std::move(activity)](Status done) mutable {
    activity.ended_at_millis = wall.NowMillis();
    if (!done) activity.failure = done.error().message;
    LogInfo(done ? "scaling.changed" : "scaling.refused", {{"resource", activity.resource_id},
                                                           {"change", activity.description},
                                                           {"error", activity.failure}});
    book.AddActivity(std::move(activity));
  });
}

void AutoScaler::RemoveTargetsOf(const std::vector<TableId>& gone) {
  ports_.book.Update(
      [gone](ScalableTargets* targets) {
        std::erase_if(*targets, [&](const ScalableTarget& target) {
          return std::find(gone.begin(), gone.end(), target.table) != gone.end();
        });
        return OkStatus();
      },
      [](Status) {});  // If it failed, the next tick tries again.
}

}  // namespace meridian

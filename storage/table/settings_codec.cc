#include "storage/table/settings_codec.h"

#include <algorithm>
#include <iterator>

#include "storage/base/check.h"
#include "storage/table/settings.pb.h"

namespace meridian {
namespace {

namespace v1 = meridian::storage::v1;

// In the order of SettingValue. What ends with a slash is about one region.
constexpr std::string_view kNames[] = {"ttl",        "class",      "on_demand", "warm",
                                       "throughput", "overrides/", "own/"};
static_assert(std::size(kNames) == std::variant_size_v<SettingValue>);

bool Matches(std::string_view name, std::string_view kind) {
  return kind.ends_with('/') ? name.starts_with(kind) : name == kind;
}

std::string_view RegionOf(std::string_view name) {
  const size_t slash = name.find('/');
  return slash == std::string_view::npos ? std::string_view() : name.substr(slash + 1);
}

void Set(const TimeToLive& value, v1::TimeToLive* out) {
  out->set_enabled(value.enabled);
  out->set_attribute(value.attribute);
  out->set_changed_at_millis(value.changed_at_millis);
}
void Get(const v1::TimeToLive& in, TimeToLive* out) {
  *out = {in.enabled(), in.attribute(), in.changed_at_millis()};
}

void Set(const TableClassSetting& value, v1::TableClassSetting* out) {
  out->set_table_class(static_cast<uint32_t>(value.table_class));
  out->set_changed_at_millis(value.changed_at_millis);
}
void Get(const v1::TableClassSetting& in, TableClassSetting* out) {
  *out = {static_cast<TableClass>(in.table_class()), in.changed_at_millis()};
}

void Set(const OnDemandMaxima& value, v1::OnDemandMaxima* out) {
  if (value.read_units) out->set_read_units(*value.read_units);
  if (value.write_units) out->set_write_units(*value.write_units);
}
void Get(const v1::OnDemandMaxima& in, OnDemandMaxima* out) {
  if (in.has_read_units()) out->read_units = in.read_units();
  if (in.has_write_units()) out->write_units = in.write_units();
}

void Set(const WarmThroughput& value, v1::WarmThroughput* out) {
  out->set_read_units(value.read_units);
  out->set_write_units(value.write_units);
}
void Get(const v1::WarmThroughput& in, WarmThroughput* out) {
  *out = {in.read_units(), in.write_units()};
}

void Set(const ThroughputHistory& value, v1::ThroughputHistory* out) {
  out->set_increased_at_millis(value.increased_at_millis);
  out->set_decreased_at_millis(value.decreased_at_millis);
  out->set_decreases(value.decreases);
  for (const int64_t at : value.switched_at_millis) out->add_switched_at_millis(at);
}
void Get(const v1::ThroughputHistory& in, ThroughputHistory* out) {
  out->increased_at_millis = in.increased_at_millis();
  out->decreased_at_millis = in.decreased_at_millis();
  out->decreases = in.decreases();
  out->switched_at_millis.assign(in.switched_at_millis().begin(), in.switched_at_millis().end());
}

void Set(const ReplicaOverrides& value, v1::ReplicaOverrides* out) {
  if (value.table_class) out->set_table_class(static_cast<uint32_t>(*value.table_class));
  if (value.read_capacity_units) out->set_read_capacity_units(*value.read_capacity_units);
  if (value.read_units_max) out->set_read_units_max(*value.read_units_max);
}
void Get(const v1::ReplicaOverrides& in, ReplicaOverrides* out) {
  if (in.has_table_class()) out->table_class = static_cast<TableClass>(in.table_class());
  if (in.has_read_capacity_units()) out->read_capacity_units = in.read_capacity_units();
  if (in.has_read_units_max()) out->read_units_max = in.read_units_max();
}

void Set(const OwnSettings& value, v1::OwnSettings* out) {
  for (const auto& [label, policy] : value.policies) {
    v1::ResourcePolicy& to = (*out->mutable_policies())[label];
    to.set_text(policy.text);
    to.set_revision(policy.revision);
  }
  for (const auto& [index, insights] : value.insights) {
    v1::ContributorInsights& to = (*out->mutable_insights())[index];
    to.set_enabled(insights.enabled);
    to.set_throttled_only(insights.throttled_only);
    to.set_changed_at_millis(insights.changed_at_millis);
  }
}
void Get(const v1::OwnSettings& in, OwnSettings* out) {
  for (const auto& [label, policy] : in.policies()) {
    out->policies[label] = {policy.text(), policy.revision()};
  }
  for (const auto& [index, insights] : in.insights()) {
    out->insights[index] = {insights.enabled(), insights.throttled_only(),
                            insights.changed_at_millis()};
  }
}

template <class Message, class Value>
Result<SettingValue> Decode(std::string_view name, std::string_view bytes) {
  Message message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return Error{Errc::kCorrupt, "The setting " + std::string(name) + " is damaged"};
  }
  Value value;
  Get(message, &value);
  return SettingValue(std::move(value));
}

template <class Message>
std::string Encode(const auto& value) {
  Message message;
  Set(value, &message);
  return message.SerializeAsString();
}

struct Encoder {
  std::string operator()(const TimeToLive& v) const { return Encode<v1::TimeToLive>(v); }
  std::string operator()(const TableClassSetting& v) const {
    return Encode<v1::TableClassSetting>(v);
  }
  std::string operator()(const OnDemandMaxima& v) const { return Encode<v1::OnDemandMaxima>(v); }
  std::string operator()(const WarmThroughput& v) const { return Encode<v1::WarmThroughput>(v); }
  std::string operator()(const ThroughputHistory& v) const {
    return Encode<v1::ThroughputHistory>(v);
  }
  std::string operator()(const ReplicaOverrides& v) const {
    return Encode<v1::ReplicaOverrides>(v);
  }
  std::string operator()(const OwnSettings& v) const { return Encode<v1::OwnSettings>(v); }
};

}  // namespace

std::string SettingName(const SettingWrite& write) {
  return std::string(kNames[write.value.index()]) + write.region;
}

std::string EncodeSetting(const SettingValue& value) { return std::visit(Encoder(), value); }

bool IsSetting(std::string_view name) {
  return std::ranges::any_of(kNames, [&](std::string_view kind) { return Matches(name, kind); });
}

Result<SettingValue> DecodeSetting(std::string_view name, std::string_view bytes) {
  const auto* kind = std::ranges::find_if(
      kNames, [&](std::string_view candidate) { return Matches(name, candidate); });
  switch (kind - std::begin(kNames)) {
    case 0: return Decode<v1::TimeToLive, TimeToLive>(name, bytes);
    case 1: return Decode<v1::TableClassSetting, TableClassSetting>(name, bytes);
    case 2: return Decode<v1::OnDemandMaxima, OnDemandMaxima>(name, bytes);
    case 3: return Decode<v1::WarmThroughput, WarmThroughput>(name, bytes);
    case 4: return Decode<v1::ThroughputHistory, ThroughputHistory>(name, bytes);
    case 5: return Decode<v1::ReplicaOverrides, ReplicaOverrides>(name, bytes);
    case 6: return Decode<v1::OwnSettings, OwnSettings>(name, bytes);
    default: CHECK(false);
  }
}

Status ReadSetting(const Register& reg, const std::string& region, TableSettings* settings) {
  TRY(const SettingValue value, DecodeSetting(reg.name, reg.value));
  if (const auto* ttl = std::get_if<TimeToLive>(&value)) settings->time_to_live = *ttl;
  if (const auto* kind = std::get_if<TableClassSetting>(&value)) settings->table_class = *kind;
  if (const auto* maxima = std::get_if<OnDemandMaxima>(&value)) {
    settings->on_demand_maxima = *maxima;
  }
  if (const auto* warm = std::get_if<WarmThroughput>(&value)) settings->warm_throughput = *warm;
  if (const auto* history = std::get_if<ThroughputHistory>(&value)) {
    settings->throughput_history = *history;
  }
  const std::string about(RegionOf(reg.name));
  if (const auto* overrides = std::get_if<ReplicaOverrides>(&value)) {
    settings->overrides.erase(about);
    if (*overrides != ReplicaOverrides{}) settings->overrides[about] = *overrides;
  }
  if (const auto* own = std::get_if<OwnSettings>(&value)) {
    if (about == region) settings->own = *own;
  }
  return OkStatus();
}

}  // namespace meridian
